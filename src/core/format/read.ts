import {Fault} from '../fault.js'
import {FieldFault} from './fields.js'
import type {Case, Format, FormatName, Raw} from './format.js'
import {recordsOf} from './records.js'
import {formats, sniff} from './table.js'

/** The cases of a file in its order, and the format it was read as. */
export interface ReadFile {
  readonly format: FormatName
  readonly cases: readonly Case[]
  /** Records left out, each with what is wrong with it; empty unless that was asked for. */
  readonly skipped: readonly string[]
}

export interface ReadOptions {
  /** Null: the first record decides. */
  readonly format?: FormatName | null
  /** Leaves bad records out instead of refusing the file: the public files have some. */
  readonly skipBad?: boolean
}

/**
 * Reads a file of edits; all records must have the same format.
 * Throws `bad-input` naming the line or record, and the field, of the first mistake.
 */
export function readEdits(
  text: string,
  {format: wanted = null, skipBad = false}: ReadOptions = {},
): ReadFile {
  const records = recordsOf(text)
  const [first] = records
  if (first === undefined) throw new Fault('bad-input', 'there is no edit in it')
  const format = wanted === null ? sniff(first.value) : formats[wanted]
  if (format === null) throw unlike(first, null)
  const skipped: string[] = []
  const cases = records.flatMap((record) => {
    try {
      return [readCase(record, format)]
    } catch (error) {
      if (!skipBad || !(error instanceof Fault)) throw error
      skipped.push(error.message)
      return []
    }
  })
  return {format: format.name, cases, skipped}
}

/** One record as a case, all its texts checked. Throws `bad-input` with its place. */
export function readCase(record: Raw, format: Format): Case {
  if (!format.matches(record.value) && sniff(record.value) !== null) throw unlike(record, format)
  try {
    return format.read(record.value)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw new Fault('bad-input', `${place(record, error)}: ${error.message}`, {cause: error})
  }
}

function place({where, column}: Raw, error: Fault): string {
  const [member] = error instanceof FieldFault ? (error.field?.split('.') ?? []) : []
  if (!where.startsWith('line')) return where
  return `${where}, column ${(member === undefined ? null : column(member)) ?? 1}`
}

function unlike(record: Raw, wanted: Format | null): Fault {
  const seen = sniff(record.value)
  const fields =
    Object.keys(record.value ?? {})
      .slice(0, 8)
      .join(', ') || 'none'
  if (wanted === null) {
    const layouts = Object.values(formats).map(({name, layout}) => `${name}: ${layout}`)
    return new Fault('bad-input', `${record.where} is of no known format (its fields: ${fields})`, {
      hints: layouts,
    })
  }
  return new Fault(
    'bad-input',
    `${record.where} is not ${wanted.name} (${wanted.layout}); it looks like ${seen?.name}`,
    {
      hints: seen === null ? [] : [`--format ${seen.name}`],
    },
  )
}
