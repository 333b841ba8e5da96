import type {Scope} from '../scope/scope.js'
import {share, type Estimate} from './metric.js'
import type {BenchQuery, BenchRecord} from './problem.js'
import type {Batch} from './sample.js'

/** What the scope makes of one query: the best score, and whether an answer from that edit would be right. */
export interface Scored {
  readonly side: 'in' | 'out'
  readonly score: number
  readonly right: boolean
}

/** How a threshold does: shares of queries out of scope that hit, and of those in scope that hit rightly. */
export interface Operating {
  readonly threshold: number
  readonly falseHits: Estimate
  readonly hits: Estimate
}

/** What a threshold is chosen by. */
export type Rule =
  /** The most hits with at most this share of false hits; `sure` holds the upper end of the interval to it. */
  | {readonly kind: 'budget'; readonly falseHits: number; readonly sure: boolean}
  /** The greatest hits minus false hits, as one would choose delta of a lookup. */
  | {readonly kind: 'difference'}

/**
 * The best match of each query of a batch, whose edits `scope` is over. `right` judges the record of the best edit.
 * With `own`, an out-of-scope query is only about its own edit: another one may answer it.
 */
export async function* scored(
  scope: Scope,
  {asked}: Batch,
  {right, own}: {readonly right: Right; readonly own: boolean},
  signal?: AbortSignal,
): AsyncGenerator<Scored> {
  for (const {record, query} of asked) {
    signal?.throwIfAborted()
    const [[best] = []] = await scope.nearest([query.query], signal)
    const another = own && query.side === 'out' && best?.edit.id !== record.editId
    yield {
      side: query.side,
      score: another ? 0 : (best?.score ?? 0),
      right: best !== undefined && right(query, record, best.edit.id),
    }
  }
}

/** Whether the edit `best` would answer the query of record `own` rightly. */
export type Right = (query: BenchQuery, own: BenchRecord, best: string) => boolean

/** How `threshold` does on scored queries. */
export function operating(found: readonly Scored[], threshold: number): Operating {
  const inside = found.filter(({side}) => side === 'in')
  const outside = found.filter(({side}) => side === 'out')
  return {
    threshold,
    falseHits: share(outside.filter(({score}) => score >= threshold).length, outside.length),
    hits: share(inside.filter(({score, right}) => right && score >= threshold).length, inside.length),
  }
}

/**
 * The threshold that a rule chooses; it lies halfway between two scores that were seen, so that rounding cannot matter.
 * Among thresholds that do equally well it is the highest. Null when no threshold keeps to the budget.
 */
export function choose(found: readonly Scored[], rule: Rule): Operating | null {
  const n = {in: 0, out: 0}
  for (const {side} of found) n[side] += 1
  const sorted = [...found].sort((a, b) => b.score - a.score)
  let [best, hits, falseHits, at]: [Operating | null, number, number, number] = [null, 0, 0, 0]
  // From above every score downwards, taking in all queries of one score at a time.
  for (let above = 1; at <= sorted.length;) {
    const next = sorted[at]?.score ?? 0
    const one = {threshold: (above + next) / 2, falseHits: share(falseHits, n.out), hits: share(hits, n.in)}
    // A threshold above 1 cannot be set: where a score is 1, something hits.
    const real = at > 0 || next < 1
    if (real && keepsTo(one, rule) && (best === null || gain(one, rule) > gain(best, rule))) best = one
    if (at === sorted.length) break
    for (; sorted[at]?.score === next; at++) {
      if (sorted[at]?.side === 'out') falseHits += 1
      else if (sorted[at]?.right) hits += 1
    }
    above = next
  }
  return best
}

function keepsTo({falseHits}: Operating, rule: Rule): boolean {
  return rule.kind === 'difference' || (rule.sure ? falseHits.high : falseHits.value) <= rule.falseHits
}

function gain({hits, falseHits}: Operating, rule: Rule): number {
  return rule.kind === 'difference' ? hits.value - falseHits.value : hits.value
}

/** A rule in words, as it is stored. */
export function ruleText(rule: Rule): string {
  if (rule.kind === 'difference') return 'greatest hits - false hits'
  return `most hits with false hits ${rule.sure ? '(upper end of the interval) ' : ''}<= ${rule.falseHits}`
}
