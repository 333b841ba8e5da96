import {count} from './number.js'
import type {Report, Run} from './report.js'

/** How a bench ended, in one line. */
export interface Verdict {
  readonly passed: boolean
  /** Whether anything was asked of the numbers: without gates a bench only measures. */
  readonly word: 'passed' | 'FAILED' | 'measured'
  readonly detail: string
}

/** It fails when a gate or a check does, when it was stopped, and when a run is incomplete or empty: a gap is no pass. */
export function verdict(report: Report): Verdict {
  const {gates, checks, runs} = report
  const gaps = runs.filter((run) => gap(run) !== null).length
  const bad = {
    gates: gates.filter(({passed}) => !passed).length,
    checks: checks.filter(({passed}) => !passed).length,
  }
  const failures = [
    ...(bad.gates > 0 ? [`${bad.gates} of ${count(gates.length, 'gate')}`] : []),
    ...(bad.checks > 0 ? [`${bad.checks} of ${count(checks.length, 'check')}`] : []),
    ...(gaps > 0 ? [`${gaps} of ${count(runs.length, 'run')} incomplete or empty`] : []),
    ...(isNothing(report) ? ['nothing was run'] : []),
    ...(report.partial ? ['stopped before its end'] : []),
  ]
  if (failures.length > 0) return {passed: false, word: 'FAILED', detail: failures.join(', ')}
  const kept = [count(runs.length, 'run'), count(gates.length, 'gate'), count(checks.length, 'check')]
  return {
    passed: true,
    word: gates.length === 0 ? 'measured' : 'passed',
    detail: gates.length === 0 ? `${kept[0]}, no gates were set, ${kept[2]} passed` : kept.join(', '),
  }
}

/** Whether there is not one number in the report. */
export function isNothing({runs, tables}: Report): boolean {
  const cells = tables.flatMap(({rows}) => rows.flatMap((row) => row.cells))
  return runs.length === 0 && cells.every(({value}) => value === null)
}

/** Why the numbers of a run must not be relied on, or null. */
export function gap(run: Run): 'empty' | 'incomplete' | null {
  if (run.outcomes.length === 0) return 'empty'
  return run.complete ? null : 'incomplete'
}
