import type {Edit, Query} from '../edit.js'
import type {Reader} from '../model/reader.js'
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
    const judged = match.edit.kind === 'fact' && query.kind === 'claim'
    return {...confirmed, score: fused(confirmed.score, match.score, (judged && fusion.claim) || fusion)}
  }

  /** The match with the reader's word; `first` are best first. Of the facts in doubt only the best is read, the others score 0. */
  async function readOne(
    match: Match,
    first: Match | undefined,
    query: Query,
    signal?: AbortSignal,
  ): Promise<Match> {
    const reading = fusion?.claim?.reading
    if (!reader || !reading || query.kind !== 'claim' || match.edit.kind !== 'fact') return match
    const {score} = match
    if (!(score >= reading.from && score <= reading.to)) return match
    if (match !== first) return {...match, score: 0}
    const read = await reader.read(match.edit, query, signal)
    if (read === null) return match
    const stages = {...match.stages, read: 1 / (1 + Math.exp(-read))}
    return {...match, score: fusedWithRead(score, read, reading), stages}
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
        const order = ranked(matches)
        const judged = []
        for (const match of order) judged.push(await readOne(match, order[0], query, signal))
        all.push(ranked(judged))
      }
      return all
    },
  }
}
