import {Fault} from '../fault.js'
import {recordsOfColumns} from './columns.js'
import {has} from './fields.js'
import type {Raw} from './format.js'
import {scanJson} from './json-scan.js'

/** The records of a file: a JSON list, one JSON object, an object of columns, or JSON lines. Throws `bad-input`. */
export function recordsOf(text: string): readonly Raw[] {
  const start = text.trimStart()
  if (start === '') return []
  if (start.startsWith('[')) return listOf(parseWhole(text))
  const whole = attempt(text)
  if (whole === undefined) return linesOf(text)
  return [...listOf(recordsOfColumns(whole) ?? [whole])]
}

/** The record of one JSON line. Throws `bad-input` naming line and column. */
export function recordOfLine(text: string, number: number): Raw {
  const scan = scanJson(text)
  if ('error' in scan) throw badLine(number, scan.offset, scan.error)
  const {members, repeated} = scan
  if (repeated !== null) throw badLine(number, repeated.offset, `"${repeated.name}" stands twice`)
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badLine(number, 0, `a JSON object expected, as {"question": "…", "answer": "…"}`)
  }
  return {value, where: `line ${number}`, column: (name) => columnAt(members.get(name))}
}

/** Whether the line holds nothing. */
export function isBlank(text: string): boolean {
  return text.trim() === ''
}

function linesOf(text: string): readonly Raw[] {
  return text
    .split('\n')
    .flatMap((line, i) => (isBlank(line) ? [] : [recordOfLine(line.replace(/\r$/, ''), i + 1)]))
}

function listOf(values: unknown): readonly Raw[] {
  if (!Array.isArray(values)) throw new Fault('bad-input', 'a JSON list of records expected')
  return values.map((value: unknown, i) => {
    if (!has(value) || Array.isArray(value))
      throw new Fault('bad-input', `record ${i + 1}: a JSON object expected`)
    return {value, where: `record ${i + 1}`, column: () => null}
  })
}

function parseWhole(text: string): unknown {
  const value = attempt(text)
  if (value !== undefined) return value
  const scan = scanJson(text)
  if (!('error' in scan)) throw new Fault('bad-input', 'the text is not JSON')
  const before = text.slice(0, scan.offset).split('\n')
  throw badLine(before.length, before.at(-1)?.length ?? 0, scan.error)
}

function attempt(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function badLine(line: number, offset: number, what: string): Fault {
  return new Fault('bad-input', `line ${line}, column ${offset + 1}: ${what}`)
}

function columnAt(offset: number | undefined): number | null {
  return offset === undefined ? null : offset + 1
}
