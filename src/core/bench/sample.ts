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
}

/**
 * Batches of `k` records in a seeded order, or in their own for a null seed; the last one may be smaller. An out-of-scope query that is the question, or
 * an in-scope query, of another record of its batch is not asked there: it is in scope of that one.
 */
export function batchesOf(records: readonly BenchRecord[], k: number, seed: number | null): readonly Batch[] {
  const mixed = seed === null ? records : shuffled(records, seed)
  return Array.from({length: Math.ceil(mixed.length / k)}, (_, i) => {
    const together = mixed.slice(i * k, (i + 1) * k)
    const decided = new Set(together.flatMap(decidedBy))
    const asked = together.flatMap((record) =>
      record.queries
        .filter(({side, query}) => side === 'in' || !decided.has(normalised(query.text)))
        .map((query) => ({record, query})),
    )
    return {records: together, asked}
  })
}

function decidedBy({content, queries}: BenchRecord): readonly string[] {
  const own =
    content.kind === 'answer' ? [content.question] : content.kind === 'fact' ? [content.statement] : []
  const inside = queries.filter(({side}) => side === 'in').map(({query}) => query.text)
  return [...own, ...inside].map(normalised)
}
