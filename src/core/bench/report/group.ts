import type {ErrorKind, Metric, Report, Run} from './report.js'

/** The runs that differ in nothing but k, the smallest k first. */
export interface Group {
  /** As `qa-hard, serac (cascade)`; with the base where the report has several. */
  readonly title: string
  readonly runs: readonly Run[]
}

/** The error kinds in the order of every report, as people read them. */
export const errorNames: Readonly<Record<ErrorKind, string>> = {
  'scope-miss': 'scope miss',
  'false-hit': 'false hit',
  'wrong-edit': 'wrong edit',
  'counterfactual-wrong': 'counterfactual wrong',
}

export const errorKinds: readonly ErrorKind[] = [
  'scope-miss',
  'false-hit',
  'wrong-edit',
  'counterfactual-wrong',
]

/** The runs of a report by problem, protocol, editor and base, in the order in which they first come. */
export function groupsOf(report: Report): readonly Group[] {
  const several = severalBases(report)
  const alike = grouped(report.runs, ({problem, protocol, editor, base}) => [
    problem,
    protocol,
    editor,
    base.hash,
  ])
  return alike.map((runs) => ({
    title: titleOf(runs, several),
    runs: [...runs].sort((a, b) => a.k - b.k),
  }))
}

/** Whether runs on different bases stand side by side, so that each must name its own. */
export function severalBases({runs}: Pick<Report, 'runs'>): boolean {
  return new Set(runs.map(({base}) => base.hash)).size > 1
}

/** The metric over all queries; undefined where there is no run, or the run has none. */
export function overall(run: Run | undefined, name: string): Metric | undefined {
  return run?.metrics.find((metric) => metric.name === name && metric.group === null)
}

/** All failed queries of a run. */
export function failures({errors}: Run): number {
  return errorKinds.reduce((sum, kind) => sum + errors[kind], 0)
}

/** Items with the same key, in the order in which they first come. */
export function grouped<T>(items: readonly T[], key: (item: T) => readonly string[]): readonly T[][] {
  const byKey = new Map<string, T[]>()
  for (const item of items) {
    const name = JSON.stringify(key(item))
    const same = byKey.get(name)
    if (same === undefined) byKey.set(name, [item])
    else same.push(item)
  }
  return [...byKey.values()]
}

function titleOf([first]: readonly Run[], several: boolean): string {
  if (first === undefined) return ''
  const {problem, editor, base} = first
  return `${problem}, ${editor}${several ? `, base ${base.name}` : ''}`
}
