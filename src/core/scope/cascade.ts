import type {Edit, Query} from '../edit.js'
import type {Reader} from '../model/reader.js'
import {sigmoid} from '../model/sampling.js'
import {crossMatch} from './cross.js'
import type {PairScorer} from './encoder.js'
import {fused, fusedWithRead, type Fusions} from './fusion.js'
import {ranked} from './rank.js'
import type {Match, Scope} from './scope.js'

export interface CascadeOptions {
  /** How many of the nearest edits go to the second stage. */
  readonly shortlist: number
  /** Edits whose first score is lower are out of scope without a second look, but for the nearest `always`. */
  readonly floor: number
  /** How many of the nearest edits go to the second stage whatever their first score (default 0). */
  readonly always?: number | undefined
  /** Edits that go to the second stage for the words that they share with a query, wherever the first one places them. */
  readonly named?: ((query: string) => readonly Edit[]) | undefined
  /** How the scores of both stages make one; without it the score is that of cross. */
  readonly fusion?: Fusions | undefined
  /** A third stage for claims put to facts, asked where both others leave a doubt and `fusion` says how its word weighs. */
  readonly reader?: Reader | undefined
}

/**
 * `first` shortlists, the cross classifier confirms, and both scores make one; where that leaves a doubt whether a fact
 * decides a claim, a reader is asked. An edit that never reached the second stage scores 0, so an unsure first one
 * leaves the question to the base.
 */
export function cascade(
  first: Scope,
  scorer: () => Promise<PairScorer>,
  {shortlist, floor, always = 0, named, fusion, reader}: CascadeOptions,
): Scope {
  async function confirm(match: Match, sure: boolean, query: Query, signal?: AbortSignal): Promise<Match> {
    if (!sure && !(match.score >= floor)) return {...match, score: 0}
    const confirmed = await crossMatch(await scorer(), match, query, signal)
    if (!fusion) return confirmed
    const weights = (isJudged(match, query) && fusion.claim) || fusion
    return {...confirmed, score: fused(confirmed.score, match.score, weights)}
  }

  /** The matches, which come best first, with the reader's word: of the facts in doubt only the best match is read, others score 0. */
  async function judge(
    matches: readonly Match[],
    query: Query,
    signal?: AbortSignal,
  ): Promise<readonly Match[]> {
    const [best, ...others] = matches
    const reading = fusion?.claim?.reading
    if (!best || !reader || !reading) return matches
    const inDoubt = (match: Match): boolean =>
      isJudged(match, query) && match.score >= reading.from && match.score <= reading.to
    const settled = others.map((match) => (inDoubt(match) ? {...match, score: 0} : match))
    const read = inDoubt(best) ? await reader.read(best.edit, query, signal) : null
    if (read === null) return [best, ...settled]
    const stages = {...best.stages, read: sigmoid(read)}
    return [{...best, score: fusedWithRead(best.score, read, reading), stages}, ...settled]
  }

  return {
    async nearest(queries, signal) {
      const lists = await first.nearest(queries, signal)
      const all = []
      for (const [i, query] of queries.entries()) {
        const matches: Match[] = []
        const shared = new Set(named?.(query.text))
        for (const [place, match] of (lists[i] ?? []).entries()) {
          const sure = place < always || shared.has(match.edit)
          if (sure || place < shortlist) matches.push(await confirm(match, sure, query, signal))
        }
        all.push(ranked(await judge(ranked(matches), query, signal)))
      }
      return all
    },
  }
}

/** Is a claim put to a fact, which decides it or leaves it open? */
function isJudged({edit}: Match, query: Query): boolean {
  return edit.kind === 'fact' && query.kind === 'claim'
}
