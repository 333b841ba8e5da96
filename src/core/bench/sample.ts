import {random} from '../model/sampling.js'
import {normalised} from './metric.js'
import type {BenchQuery, BenchRecord} from './problem.js'

/** A new list in an order that the seed determines. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const mixed = [...list]
  const u = random(seed)
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(u() * (i + 1))
    const [a, b] = [mixed[i] as T, mixed[j] as T]
    mixed[i] = b
    mixed[j] = a
  }
  return mixed
}

/**
 * At most `perEdit` queries of each side for each record, chosen so that the kinds of query come as evenly as they
 * can over all records. Null leaves all.
 */
export function fewerQueries(
  records: readonly BenchRecord[],
  perEdit: number | null,
  seed: number,
): readonly BenchRecord[] {
  if (perEdit === null) return records
  const used = new Map<string, number>()
  const count = ({side, group}: BenchQuery): number => used.get(`${side} ${group}`) ?? 0
  return records.map((record, i) => {
    const chosen = (['in', 'out'] as const).flatMap((side) => {
      const rest = shuffled(
        record.queries.filter((query) => query.side === side),
        seed + i,
      )
      const picked: BenchQuery[] = []
      while (picked.length < perEdit && rest.length > 0) {
        const rarest = rest.reduce((best, query) => (count(query) < count(best) ? query : best))
        rest.splice(rest.indexOf(rarest), 1)
        used.set(`${side} ${rarest.group}`, count(rarest) + 1)
        picked.push(rarest)
      }
      return picked
    })
    return {...record, queries: chosen}
  })
}

/** Records live together, with what is asked of them. */
export interface Batch {
  readonly records: readonly BenchRecord[]
  readonly asked: readonly {readonly record: BenchRecord; readonly query: BenchQuery}[]
  /** Queries that cannot be asked beside these edits. */
  readonly leftOut: number
}

/** How records are put together. */
export interface Batching {
  readonly k: number
  /** Order of the records; null for their own. */
  readonly seed: number | null
  /** Asks every query, whatever else is live: what is looked at is the query's own edit alone. */
  readonly all?: boolean
}

/**
 * Batches of `k` records; the last one may be smaller. Not asked are out-of-scope queries that another edit of the batch
 * decides, and in-scope ones that two of them decide differently: no answer would be right.
 */
export function batchesOf(
  records: readonly BenchRecord[],
  {k, seed, all = false}: Batching,
): readonly Batch[] {
  const mixed = seed === null ? records : shuffled(records, seed)
  return Array.from({length: Math.ceil(mixed.length / k)}, (_, i) => {
    const together = mixed.slice(i * k, (i + 1) * k)
    const every = together.flatMap((record) => record.queries.map((query) => ({record, query})))
    const asked = all ? every : every.filter(askable(together))
    return {records: together, asked, leftOut: every.length - asked.length}
  })
}

function askable(together: readonly BenchRecord[]): (asked: Batch['asked'][number]) => boolean {
  const decided = new Set(together.flatMap(({decides}) => decides))
  const wanted = new Map<string, Set<string>>()
  for (const {queries} of together) {
    for (const query of queries) {
      if (query.side === 'out') continue
      const answers = wanted.get(textOf(query)) ?? new Set()
      wanted.set(textOf(query), answers.add(JSON.stringify(query.wanted.map(normalised))))
    }
  }
  return ({query}) =>
    query.side === 'in'
      ? (wanted.get(textOf(query))?.size ?? 0) === 1
      : !decided.has(normalised(query.query.text))
}

function textOf({query}: BenchQuery): string {
  return `${query.kind} ${normalised(query.text)}`
}
