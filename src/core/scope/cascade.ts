import type {Query} from '../edit.js'
import {crossMatch} from './cross.js'
import type {PairScorer} from './encoder.js'
import {fused, type Fusions} from './fusion.js'
import {ranked} from './rank.js'
import type {Match, Scope} from './scope.js'

export interface CascadeOptions {
  /** How many of the nearest edits go to the second stage. */
  readonly shortlist: number
  /** Edits whose first score is lower are out of scope without a second look, but for the nearest `always`. */
  readonly floor: number
  /** How many of the nearest edits go to the second stage whatever their first score (default 0). */
  readonly always?: number | undefined
  /** How the scores of both stages make one; without it the score is that of cross. */
  readonly fusion?: Fusions | undefined
}

/**
 * Two stages: `first` shortlists, the cross classifier confirms, and both scores make one; an edit that never reached
 * the second scores 0, so an unsure first stage leaves the question to the base.
 */
export function cascade(
  first: Scope,
  scorer: () => Promise<PairScorer>,
  {shortlist, floor, always = 0, fusion}: CascadeOptions,
): Scope {
  async function confirm(match: Match, place: number, query: Query, signal?: AbortSignal): Promise<Match> {
    if (place >= always && !(match.score >= floor)) return {...match, score: 0}
    const confirmed = await crossMatch(await scorer(), match, query, signal)
    if (!fusion) return confirmed
    const judged = match.edit.kind === 'fact' && query.kind === 'claim'
    const weights = (judged && fusion.claim) || fusion
    return {...confirmed, score: fused(confirmed.score, match.score, weights)}
  }
  return {
    async nearest(queries, signal) {
      const lists = await first.nearest(queries, signal)
      const all = []
      for (const [i, query] of queries.entries()) {
        const matches: Match[] = []
        for (const [place, match] of (lists[i] ?? []).slice(0, shortlist).entries())
          matches.push(await confirm(match, place, query, signal))
        all.push(ranked(matches))
      }
      return all
    },
  }
}
