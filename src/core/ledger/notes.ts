import {cleanText, type GivenNotes, type Notes} from '../edit.js'
import {Fault} from '../fault.js'

const isoInstant = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/

/** The notes in their canonical form: keys sorted, texts clean, tags once each. Idempotent. Throws `bad-input`. */
export function canonicalNotes(notes: Notes): Notes {
  return {
    ...(notes.author !== undefined && {author: cleanText(notes.author, 'the author')}),
    ...(notes.in !== undefined && {in: cleanList(notes.in, 'a test question (in)')}),
    ...(notes.out !== undefined && {out: cleanList(notes.out, 'a test question (out)')}),
    ...(notes.reason !== undefined && {reason: cleanText(notes.reason, 'the reason')}),
    ...(notes.source !== undefined && {source: cleanText(notes.source, 'the source')}),
    ...(notes.tags !== undefined && {tags: cleanList(notes.tags, 'a tag')}),
    ...(notes.validUntil !== undefined && {validUntil: instant(notes.validUntil)}),
  }
}

/** As `canonicalNotes`, and a date that is taken away stays so. */
export function canonicalGiven(given: GivenNotes): GivenNotes {
  const {validUntil} = given
  return {...canonicalNotes(settled(given)), ...(validUntil === null && {validUntil})}
}

/** What is left to keep of given notes: all but a date that is taken away. */
export function settled({validUntil, ...rest}: GivenNotes): Notes {
  return {...rest, ...(typeof validUntil === 'string' && {validUntil})}
}

/** The old notes with the given fields in place of their own. Both canonical, and so is the result. */
export function mergeNotes(old: Notes, given: GivenNotes): Notes {
  return canonicalNotes(settled({...old, ...given}))
}

/** The given fields that differ from the old ones; null when none does. */
export function changedNotes(old: Notes, given: GivenNotes): GivenNotes | null {
  const before = new Map<string, unknown>(Object.entries(old))
  const changed = Object.entries(given).filter(
    ([field, value]) => JSON.stringify(before.get(field) ?? null) !== JSON.stringify(value),
  )
  return changed.length === 0 ? null : Object.fromEntries(changed)
}

/** Whether `value` is an instant as the canonical notes have it: UTC, to the millisecond, on the calendar. */
export function isInstant(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const time = Date.parse(value)
  return !Number.isNaN(time) && new Date(time).toISOString() === value
}

function cleanList(texts: readonly string[], what: string): readonly string[] {
  return [...new Set(texts.map((text) => cleanText(text, what)))]
}

/** `2026-12-31` or an instant with its zone, as UTC to the millisecond. The calendar decides, not the shape alone. */
function instant(raw: string): string {
  const text = cleanText(raw, 'the date')
  const [, year, month, day] = isoInstant.exec(text) ?? []
  const time = Date.parse(text)
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  if (day === undefined || Number.isNaN(time) || Number(day) > lastDay) {
    throw new Fault(
      'bad-input',
      `${JSON.stringify(text)} is not a date: write 2026-12-31 or 2026-12-31T18:00Z`,
    )
  }
  return new Date(time).toISOString()
}
