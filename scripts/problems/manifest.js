import {createHash} from 'node:crypto'

/** Rises when the content of a problem file changes. */
export const VERSION = 1

/** The problems that the project makes, in the order of the manifest; each has a generator of its name here. */
export const NAMES = ['qa', 'qa-hard', 'development', 'fc', 'convsent']

/** A problem file: one JSON object a line. */
export const written = (records) => records.map((record) => `${JSON.stringify(record)}\n`).join('')

/** A problem's entry in the manifest; `relations` is left out where records have none. */
export function described(name, records, text) {
  const sum = (side) => records.reduce((total, record) => total + record[side].length, 0)
  const kinds = new Set(records.map((record) => record.relation).filter(Boolean))
  const sha256 = createHash('sha256').update(text).digest('hex')
  const counts = {
    edits: records.length,
    in: sum('in'),
    out: sum('out'),
    ...(kinds.size ? {relations: kinds.size} : {}),
  }
  return {name, file: `${name}.jsonl`, sha256, ...counts}
}
