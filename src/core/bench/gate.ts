import {bootstrap, mean, signTest} from './metric.js'
import {overall} from './report/group.js'
import {protocols, type Gate, type Metric, type Outcome, type Report, type Run} from './report/report.js'

/** Bounds of one problem; a missing one does not bind. */
export interface Bounds {
  readonly minEs?: number
  readonly maxDd?: number
}

export interface GateParts {
  readonly runs: readonly Run[]
  /** By problem. */
  readonly bounds: ReadonlyMap<string, Bounds>
  readonly baseline: {readonly report: Report; readonly name: string; readonly maxDrop: number} | null
  readonly seed: number
}

/** The verdict on each bound for each run. A run that is incomplete or empty fails. */
export function gatesOf({runs, bounds, baseline, seed}: GateParts): readonly Gate[] {
  return runs.flatMap((run) => [
    ...boundGates(run, bounds.get(run.problem) ?? {}),
    ...(baseline === null ? [] : dropGates(run, baseline, seed)),
  ])
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

/** A fall fails when it is greater than allowed and, on the same queries, more than noise. */
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
    const pairs = pairsOf(run, old?.outcomes ?? [], metric)
    if (pairs.length === 0) return gate(run, metric, bound, null, false, `no such run in ${name}`)
    const fall = mean([pairs.map(({before, after}) => before - after)]) * (metric === 'ES' ? 1 : -1)
    const sure = isSure(run, pairs, metric, seed)
    const passed = !(fall > maxDrop && sure.sure)
    const way = `${metric === 'ES' ? 'fell' : 'rose'} by ${shown(fall)} on ${pairs.length} paired queries (${sure.why})`
    const more = fall > maxDrop ? `; ${shown(fall - maxDrop)} more than allowed` : ''
    return gate(
      run,
      metric,
      bound,
      found.value,
      passed,
      way + more + (fall > maxDrop && passed ? ', but not more than noise' : ''),
    )
  })
}

interface Pair {
  readonly record: string
  readonly before: number
  readonly after: number
}

function isSure(
  run: Run,
  pairs: readonly Pair[],
  metric: 'ES' | 'DD',
  seed: number,
): {readonly sure: boolean; readonly why: string} {
  const sign = metric === 'ES' ? 1 : -1
  if (run.protocol === 'likelihood') {
    const clusters = pairs.map(({before, after}) => [sign * (before - after)])
    const {low} = bootstrap(clusters, mean, pairs.length, seed)
    return {sure: low > 0, why: `bootstrap interval from ${shown(low)}`}
  }
  const worse = pairs.filter(({before, after}) => sign * (before - after) > 0).length
  const better = pairs.filter(({before, after}) => sign * (before - after) < 0).length
  const p = signTest(worse, better)
  return {sure: p < level, why: `${worse} worse, ${better} better, sign test p = ${p.toPrecision(2)}`}
}

function pairsOf({outcomes}: Run, old: readonly Outcome[], metric: 'ES' | 'DD'): readonly Pair[] {
  const before = new Map(old.map(({id, value}) => [id, value]))
  return outcomes.flatMap(({id, record, side, value}) => {
    const known = before.get(id)
    return known === undefined || (side === 'in') !== (metric === 'ES')
      ? []
      : [{record, before: known, after: value}]
  })
}

/** The run of a report on the same problem with the same editor and k. */
export function counterpart(report: Report, run: Pick<Run, 'problem' | 'editor' | 'k'>): Run | undefined {
  return report.runs.find(
    ({problem, editor, k}) => problem === run.problem && editor === run.editor && k === run.k,
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
