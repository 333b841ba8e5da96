import {editText, type Edit, type Query} from '../edit.js'
import type {PairScorer} from './encoder.js'
import {ranked} from './rank.js'
import type {Match, Scope} from './scope.js'

/** Scope by a classifier that reads edit and query together; asks it once for every live edit. */
export function crossScope(scorer: PairScorer, edits: readonly Edit[]): Scope {
  return {
    async nearest(queries, signal) {
      const all = []
      for (const query of queries) {
        const matches: Match[] = []
        for (const edit of edits)
          matches.push(await crossMatch(scorer, {edit, score: 0, stages: {}}, query, signal))
        all.push(ranked(matches))
      }
      return all
    },
  }
}

/** The match with the classifier's score in place of its own. */
export async function crossMatch(
  scorer: PairScorer,
  match: Match,
  query: Query,
  signal?: AbortSignal,
): Promise<Match> {
  signal?.throwIfAborted()
  const score = await scorer.score(editText(match.edit), query.text)
  return {edit: match.edit, score, stages: {...match.stages, cross: score}}
}
