import {bootstrap, mean, signTest, type Cluster} from './metric.js'
import {grouped, overall, severalBases} from './report/group.js'
import {
  protocols,
  type Absent,
  type Gate,
  type Metric,
  type Outcome,
  type Report,
  type Run,
} from './report/report.js'

/** Bounds of one problem; a missing one does not bind. */
export interface Bounds {
  readonly minEs?: number
  readonly maxDd?: number
}

export interface GateParts {
  /** The runs that the gates bind. */
  readonly runs: readonly Run[]
  /** What should have been run too: a gate on it fails. */
  readonly absent: readonly Absent[]
  /** By problem. */
  readonly bounds: ReadonlyMap<string, Bounds>
  readonly baseline: {readonly report: Report; readonly name: string; readonly maxDrop: number} | null
  readonly seed: number
}

/** The verdict on each bound for each run. A run that is incomplete, empty or could not be made fails. */
export function gatesOf({runs, absent, bounds, baseline, seed}: GateParts): readonly Gate[] {
  const several = severalBases({runs})
  return [
    ...runs.flatMap((run) =>
      [
        ...boundGates(run, bounds.get(run.problem) ?? {}),
        ...(baseline === null ? [] : dropGates(run, baseline, seed)),
      ].map((one) => (several ? {...one, editor: `${one.editor} on ${run.base.name}`} : one)),
    ),
    ...absent.flatMap((one) => absentGates(one, bounds.get(one.problem) ?? {}, baseline?.name ?? null)),
  ]
}

function absentGates(
  {problem, editor, why}: Absent,
  {minEs, maxDd}: Bounds,
  baseline: string | null,
): readonly Gate[] {
  const failed = (metric: string, bound: string): Gate => ({
    problem,
    editor,
    k: 0,
    metric,
    bound,
    value: null,
    passed: false,
    detail: `not available: ${why}`,
  })
  return [
    ...(minEs === undefined ? [] : [failed('ES', `>= ${minEs}`)]),
    ...(maxDd === undefined ? [] : [failed('DD', `<= ${maxDd}`)]),
    ...(baseline === null ? [] : [failed('ES', `against ${baseline}`)]),
  ]
}

/** Level of the test that a fall is more than noise. */
const level = 0.05

function boundGates(run: Run, {minEs, maxDd}: Bounds): readonly Gate[] {
  return [
    ...(minEs === undefined || isOneSided(run, 'ES') ? [] : [boundGate(run, 'ES', '>=', minEs)]),
    ...(maxDd === undefined || isOneSided(run, 'DD') ? [] : [boundGate(run, 'DD', '<=', maxDd)]),
  ]
}

/** Whether the user's own test questions, which may be of one side alone, have none on the side of the metric. */
function isOneSided(run: Run, metric: 'ES' | 'DD'): boolean {
  return (
    run.protocol === 'routing' && run.complete && run.outcomes.length > 0 && metricOf(run, metric).n === 0
  )
}

function boundGate(run: Run, metric: 'ES' | 'DD', sign: '>=' | '<=', bound: number): Gate {
  const found = metricOf(run, metric)
  const {value, n} = found
  const passed = !isEmpty(run, found) && (sign === '>=' ? value >= bound : value <= bound)
  const side = metric === 'ES' ? 'in-scope' : 'out-of-scope'
  const detail = isEmpty(run, found)
    ? emptiness(run, side)
    : `${shown(value)} of ${n} ${side} queries, 95 % interval ${shown(found.low)} to ${shown(found.high)}` +
      (passed ? '' : `; ${shown(Math.abs(value - bound))} ${sign === '>=' ? 'too low' : 'too high'}`)
  return gate(run, metric, `${sign} ${bound}`, isEmpty(run, found) ? null : value, passed, detail)
}

/**
 * A fall fails when, on the same queries, it is surely more than allowed: by the sign test over edits where nothing is
 * allowed, by the lower end of the bootstrap interval over edits elsewhere. Noise alone does not fail a build.
 */
function dropGates(
  run: Run,
  {report, name, maxDrop}: NonNullable<GateParts['baseline']>,
  seed: number,
): readonly Gate[] {
  const old = counterpart(report, run)
  return (['ES', 'DD'] as const).map((metric) => {
    const bound = `${metric === 'ES' ? 'drop' : 'rise'} <= ${maxDrop} against ${name}`
    const found = metricOf(run, metric)
    if (isEmpty(run, found)) return gate(run, metric, bound, null, false, emptiness(run, metric))
    const falls = fallsOf(run, old?.outcomes ?? [], metric)
    const n = falls.reduce((sum, own) => sum + own.length, 0)
    if (n === 0) return gate(run, metric, bound, null, false, `no such run in ${name}`)
    const fall = mean(falls)
    const {sure, why} = isSure(run, falls, maxDrop, seed)
    const passed = !(fall > maxDrop && sure)
    const way = `${metric === 'ES' ? 'fell' : 'rose'} by ${shown(fall)} on ${n} paired queries (${why})`
    const more = fall > maxDrop ? `; ${shown(fall - maxDrop)} more than allowed` : ''
    const excuse = fall > maxDrop && passed ? ', but not surely' : ''
    return gate(run, metric, bound, found.value, passed, way + more + excuse)
  })
}

/** Whether the fall is surely more than allowed; the queries of one edit count as one, for they fall together. */
function isSure(
  run: Run,
  falls: readonly Cluster[],
  maxDrop: number,
  seed: number,
): {readonly sure: boolean; readonly why: string} {
  if (run.protocol === 'likelihood' || maxDrop > 0) {
    const n = falls.reduce((sum, own) => sum + own.length, 0)
    const {low} = bootstrap(falls, mean, n, seed)
    return {sure: low > maxDrop, why: `95 % interval from ${shown(low)}`}
  }
  const sums = falls.map((own) => own.reduce((sum, one) => sum + one, 0))
  const worse = sums.filter((sum) => sum > 0).length
  const better = sums.filter((sum) => sum < 0).length
  const p = signTest(worse, better)
  return {sure: p < level, why: `${worse} edits worse, ${better} better, sign test p = ${p.toPrecision(2)}`}
}

/** How much worse each query became, edit by edit, for the queries that both runs asked. */
function fallsOf({outcomes}: Run, old: readonly Outcome[], metric: 'ES' | 'DD'): readonly Cluster[] {
  const before = new Map(old.map(({id, value}) => [id, value]))
  const side = metric === 'ES' ? 'in' : 'out'
  const pairs = outcomes.filter((one) => one.side === side && before.has(one.id))
  return grouped(pairs, ({record}) => [record]).map((own) =>
    own.map(({id, value}) => ((before.get(id) ?? value) - value) * (metric === 'ES' ? 1 : -1)),
  )
}

/** The run of a report on the same problem and base with the same editor and k. */
function counterpart(report: Report, run: Run): Run | undefined {
  return report.runs.find(
    ({problem, editor, k, base}) =>
      problem === run.problem && editor === run.editor && k === run.k && base.hash === run.base.hash,
  )
}

function metricOf(run: Run, name: string): Metric {
  const found = overall(run, name)
  if (found === undefined) throw new Error(`the run has no ${name}`)
  return found
}

function isEmpty({complete}: Run, {n}: Metric): boolean {
  return !complete || n === 0
}

function emptiness({complete, protocol}: Run, side: string): string {
  return complete
    ? `no ${side} query was asked (${protocols[protocol]})`
    : 'the run was stopped before its end'
}

function gate(
  {problem, editor, k}: Run,
  metric: string,
  bound: string,
  value: number | null,
  passed: boolean,
  detail: string,
): Gate {
  return {problem, editor, k, metric, bound, value, passed, detail}
}

function shown(value: number): string {
  return value.toFixed(Math.abs(value) > 0 && Math.abs(value) < 0.001 ? 5 : 3)
}
