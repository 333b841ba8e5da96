import fc from 'fast-check'
import {cleanText, type Content} from '../../src/core/edit.js'
import {canonicalNotes} from '../../src/core/ledger/notes.js'

/** Clean texts of any script. */
export const cleanTexts = fc
  .string({unit: 'grapheme', minLength: 1, maxLength: 30})
  .filter((raw) => raw.trim() !== '' && !raw.includes('\0'))
  .map((raw) => cleanText(`x${raw}`, 'it'))
/** Canonical contents of every kind. */
export const canonicalContents: fc.Arbitrary<Content> = fc.oneof(
  fc.record({kind: fc.constant('answer' as const), question: cleanTexts, answer: cleanTexts}),
  fc.record({kind: fc.constant('fact' as const), statement: cleanTexts}),
  fc.record({
    kind: fc.constant('opinion' as const),
    topic: cleanTexts,
    sentiment: fc.constantFrom('positive' as const, 'negative' as const),
  }),
)
const notes = fc
  .record(
    {
      author: cleanTexts,
      in: fc.array(cleanTexts),
      out: fc.array(cleanTexts),
      reason: cleanTexts,
      source: cleanTexts,
      tags: fc.array(cleanTexts),
      validUntil: fc.constantFrom('2030-02-28', '2031-05-06T07:08:09.123456Z', '2031-05-06T07:08+02:00'),
    },
    {requiredKeys: []},
  )
  .map(canonicalNotes)
/** Payloads that add an edit. */
export const additions = fc.record({op: fc.constant('add' as const), content: canonicalContents, notes})
