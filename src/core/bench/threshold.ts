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

/** The best match of each query of a batch, whose edits `scope` is over. `right` judges the record of the best edit. */
export async function* scored(
  scope: Scope,
  {asked}: Batch,
  right: (query: BenchQuery, own: BenchRecord, best: string) => boolean,
  signal?: AbortSignal,
): AsyncGenerator<Scored> {
  for (const {record, query} of asked) {
    signal?.throwIfAborted()
    const [[best] = []] = await scope.nearest([query.query], signal)
    const score = best?.score ?? 0
    yield {side: query.side, score, right: best !== undefined && right(query, record, best.edit.id)}
  }
}

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
 * Null when no threshold keeps to the budget.
 */
export function choose(found: readonly Scored[], rule: Rule): Operating | null {
  const scores = [...new Set(found.map(({score}) => score))].sort((a, b) => a - b)
  const between = scores.map((score, i) => (i === 0 ? score / 2 : (score + (scores[i - 1] ?? 0)) / 2))
  const above = ((scores.at(-1) ?? 1) + 1) / 2
  const candidates = [...between, above].map((threshold) => operating(found, threshold))
  if (rule.kind === 'budget') {
    const kept = candidates.filter(
      ({falseHits}) => (rule.sure ? falseHits.high : falseHits.value) <= rule.falseHits,
    )
    return kept.reduce<Operating | null>(
      (best, one) => (best === null || one.hits.value > best.hits.value ? one : best),
      null,
    )
  }
  const gain = ({hits, falseHits}: Operating): number => hits.value - falseHits.value
  return candidates.reduce<Operating | null>(
    (best, one) => (best === null || gain(one) > gain(best) ? one : best),
    null,
  )
}

/** A rule in words, as it is stored. */
export function ruleText(rule: Rule): string {
  if (rule.kind === 'difference') return 'greatest hits - false hits'
  return `most hits with false hits ${rule.sure ? '(upper end of the interval) ' : ''}<= ${rule.falseHits}`
}
