import {errorKinds, errorNames, groupsOf} from './group.js'
import {clipped} from './markup.js'
import {decimal} from './number.js'
import type {ErrorKind, Outcome, Report, Run} from './report.js'
import type {Rows} from './table.js'

/** A failed query and the run in which it failed. */
export interface Failure {
  readonly run: Run
  readonly outcome: Outcome
}

/**
 * The worst failures of one kind over some runs, at most `limit`, the worst first: the furthest from right by its value,
 * then the one where the scope was surest. A query that fails in several runs counts once, where it is worst.
 */
export function worst(runs: readonly Run[], kind: ErrorKind, limit: number): readonly Failure[] {
  const found = runs.flatMap((run) =>
    run.outcomes.filter(({error}) => error === kind).map((outcome) => ({run, outcome})),
  )
  const sorted = found.sort((a, b) => wrongness(b) - wrongness(a) || sureness(b) - sureness(a))
  const seen = new Set<string>()
  const once = sorted.filter(({outcome: {id}}) => !seen.has(id) && seen.add(id))
  return once.slice(0, limit)
}

/** The worst failures of every group by kind, as tables with a title; a kind without a failure has none. */
export function worstTables(report: Report, limit: number): readonly {title: string; rows: Rows}[] {
  return groupsOf(report).flatMap(({title, runs}) =>
    errorKinds.flatMap((kind) => {
      const rows = worst(runs, kind, limit).map(cells)
      if (rows.length === 0) return []
      const head = ['query', 'group', 'nearest edit', 'score', 'wanted', 'said']
      return [{title: `${title}: ${errorNames[kind]}, the worst ${rows.length}`, rows: {head, rows}}]
    }),
  )
}

function cells({outcome}: Failure): readonly string[] {
  const {query, side, group, wanted, answer, base, nearest} = outcome
  return [
    query.text,
    group,
    nearest?.text ?? 'none',
    nearest === null ? '' : decimal(nearest.score),
    side === 'in' ? wanted.join(' / ') : `the base's own: ${base ?? ''}`,
    answer ?? `the base's own: ${base ?? ''}`,
  ].map((text) => clipped(text, 160))
}

/** Out of scope the value is how much has changed; in scope, how much of what was wanted is there. */
function wrongness({outcome: {side, value}}: Failure): number {
  return side === 'out' ? value : 1 - value
}

function sureness({run: {threshold}, outcome: {beta}}: Failure): number {
  return beta === null ? 0 : Math.abs(beta - (threshold ?? 0))
}
