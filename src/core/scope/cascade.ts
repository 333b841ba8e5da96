import type {Query} from '../edit.js'
import {crossMatch} from './cross.js'
import type {PairScorer} from './encoder.js'
import {ranked} from './rank.js'
import type {Match, Scope} from './scope.js'

export interface CascadeOptions {
  /** How many of the nearest edits go to the second stage. */
  readonly shortlist: number
  /** Edits whose first score is lower are out of scope without a second look. */
  readonly floor: number
}

/**
 * Two stages: `first` shortlists, the cross classifier confirms. The score is that of the last stage;
 * an edit that never reached it scores 0, so an unsure first stage leaves the question to the base.
 */
export function cascade(
  first: Scope,
  scorer: () => Promise<PairScorer>,
  {shortlist, floor}: CascadeOptions,
): Scope {
  async function confirm(match: Match, query: Query, signal?: AbortSignal): Promise<Match> {
    if (!(match.score >= floor)) return {...match, score: 0}
    return crossMatch(await scorer(), match, query, signal)
  }
  return {
    async nearest(queries, signal) {
      const lists = await first.nearest(queries, signal)
      const all = []
      for (const [i, query] of queries.entries()) {
        const matches: Match[] = []
        for (const match of (lists[i] ?? []).slice(0, shortlist))
          matches.push(await confirm(match, query, signal))
        all.push(ranked(matches))
      }
      return all
    },
  }
}
