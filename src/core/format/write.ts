import type {Edit, Notes} from '../edit.js'
import {Fault} from '../fault.js'
import {changeOf, type Format} from './format.js'

/** A file of edits, and what it could not keep. */
export interface Written {
  readonly text: string
  /** How many edits lost this note, by the name of the note. */
  readonly lost: Readonly<Partial<Record<keyof Notes, number>>>
}

/** Writes edits down, the oldest first. Throws `usage` when one is of a kind that the format cannot tell. */
export function writeEdits(edits: readonly Edit[], format: Format): Written {
  const records = edits.map((edit, index) => {
    const record = format.write(edit, index)
    if (record !== null) return record
    const kinds = edits.filter((other) => format.write(other, 0) === null)
    throw new Fault(
      'usage',
      `${format.name} has no place for ${kinds.length} of the edits (the first is ${edit.id.slice(0, 7)}, of kind ${edit.kind})`,
      {
        hints: [
          `serac edit export --format ${format.name} --kind answer`,
          'serac edit export --format serac',
        ],
      },
    )
  })
  const text =
    format.container === 'jsonl'
      ? records.map((record) => `${JSON.stringify(record)}\n`).join('')
      : `${JSON.stringify(records, null, 1)}\n`
  return {text, lost: lostNotes(edits, records, format)}
}

function lostNotes(edits: readonly Edit[], records: readonly unknown[], format: Format): Written['lost'] {
  const lost = new Map<string, number>()
  edits.forEach(({notes}, i) => {
    const kept = new Map(Object.entries(changeOf(format.read(records[i])).notes ?? {}))
    for (const [name, value] of Object.entries(notes)) {
      if (JSON.stringify(kept.get(name)) !== JSON.stringify(value)) lost.set(name, (lost.get(name) ?? 0) + 1)
    }
  })
  return Object.fromEntries(lost)
}
