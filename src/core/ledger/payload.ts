import {maxText, type Content, type GivenNotes, type Notes} from '../edit.js'
import type {Payload} from './ledger.js'
import {isInstant} from './notes.js'

const hex64 = /^[0-9a-f]{64}$/
const noteGuards: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['author', isClean],
  ['in', isCleanList],
  ['out', isCleanList],
  ['reason', isClean],
  ['source', isClean],
  ['tags', isCleanList],
  ['validUntil', isInstant],
])

type Fields = {readonly [key: string]: unknown}

/** Whether `value` is 64 lower-case hex digits. */
export function isHash(value: unknown): value is string {
  return typeof value === 'string' && hex64.test(value)
}

/** `value` when it is an object with exactly these keys in this order, else null. */
export function fields(value: unknown, keys: readonly string[]): Fields | null {
  if (!isFields(value)) return null
  const own = Object.keys(value)
  return own.length === keys.length && own.every((key, i) => key === keys[i]) ? value : null
}

/** `value` as a payload in canonical form (keys sorted, texts clean), or null when it is none. Never throws. */
export function asPayload(value: unknown): Payload | null {
  const add = fields(value, ['content', 'notes', 'op'])
  if (add !== null) {
    const content = asContent(add['content'])
    const notes = asNotes(add['notes'])
    return content === null || notes === null || add['op'] !== 'add' ? null : {op: 'add', content, notes}
  }
  const other = fields(value, ['id', 'notes', 'op'])
  if (other === null) return null
  const {id, op} = other
  if (!isHash(id)) return null
  if (op === 'note') {
    const given = asGivenNotes(other['notes'])
    return given === null ? null : {op, id, notes: given}
  }
  const notes = asNotes(other['notes'])
  return notes !== null && (op === 'remove' || op === 'restore') ? {op, id, notes} : null
}

function asContent(value: unknown): Content | null {
  const answer = fields(value, ['answer', 'kind', 'question'])
  if (answer !== null) {
    const {answer: text, kind, question} = answer
    return kind === 'answer' && isClean(text) && isClean(question) ? {kind, question, answer: text} : null
  }
  const fact = fields(value, ['kind', 'statement'])
  if (fact !== null) {
    const {kind, statement} = fact
    return kind === 'fact' && isClean(statement) ? {kind, statement} : null
  }
  const opinion = fields(value, ['kind', 'sentiment', 'topic'])
  if (opinion === null) return null
  const {kind, sentiment, topic} = opinion
  if (kind !== 'opinion' || !isClean(topic)) return null
  return sentiment === 'positive' || sentiment === 'negative' ? {kind, topic, sentiment} : null
}

function asNotes(value: unknown): Notes | null {
  if (!isFields(value)) return null
  const keys = Object.keys(value)
  const rising = keys.every((key, i) => i === 0 || key > String(keys[i - 1]))
  return rising && keys.every((key) => noteGuards.get(key)?.(value[key])) ? value : null
}

/** As `asNotes`; a date may be taken away. `validUntil` is the last key there can be. */
function asGivenNotes(value: unknown): GivenNotes | null {
  if (!isFields(value) || value['validUntil'] !== null) return asNotes(value)
  const {validUntil, ...rest} = value
  const notes = Object.keys(value).at(-1) === 'validUntil' ? asNotes(rest) : null
  return notes === null ? null : {...notes, validUntil}
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What `cleanText` would leave as it is. */
function isClean(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= maxText &&
    value.trim() === value &&
    !/[\0\r]/.test(value) &&
    value.isWellFormed()
  )
}

function isCleanList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isClean) && new Set(value).size === value.length
}
