import {hash} from 'node:crypto'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {canonicalId, cleanText, editId} from '../../../src/core/edit.js'
import {canonicalNotes} from '../../../src/core/ledger/notes.js'
import {asPayload} from '../../../src/core/ledger/payload.js'
import {canonicalContents, cleanTexts} from '../../fake/payloads.js'

describe('a payload', () => {
  test('is taken exactly when it is canonical', () => {
    const loose = fc.oneof(cleanTexts, fc.constantFrom('', ' x', 'x\r', '\uFEFFx', '\uD800', 'x\0', 'x\n\ny'))
    const anyNotes = fc.record({tags: fc.array(loose), reason: loose}, {requiredKeys: []})
    fc.assert(
      fc.property(loose, anyNotes, (statement, given) => {
        const kept = (() => {
          try {
            const cleaned = {statement: cleanText(statement, 'it'), notes: canonicalNotes(given)}
            return JSON.stringify(cleaned) === JSON.stringify({statement, notes: given})
          } catch {
            return false
          }
        })()
        const payload = {content: {kind: 'fact', statement}, notes: given, op: 'add'}
        expect(asPayload(JSON.parse(JSON.stringify(payload))) !== null).toBe(kept)
      }),
    )
  })
})

describe('a date that is taken away', () => {
  const id = 'a'.repeat(64)
  test.each([
    [{id, notes: {validUntil: null}, op: 'note'}, true],
    [{id, notes: {tags: ['a'], validUntil: null}, op: 'note'}, true],
    [{id, notes: {validUntil: null, tags: ['a']}, op: 'note'}, false],
    [{id, notes: {tags: null}, op: 'note'}, false],
    [{id, notes: {validUntil: null, zone: 'x'}, op: 'note'}, false],
    [{id, notes: {validUntil: null}, op: 'remove'}, false],
    [{content: {kind: 'fact', statement: 'x'}, notes: {validUntil: null}, op: 'add'}, false],
  ])('stands in a note and nowhere else: %j', (payload, taken) => {
    expect(asPayload(payload)).toEqual(taken ? payload : null)
  })
})

describe('an id', () => {
  test('is the hash of RFC 8785 JSON of the canonical content in NFC', () => {
    fc.assert(
      fc.property(canonicalContents, (found) => {
        const expected = hash('sha256', String(canonicalize(found)).normalize('NFC'), 'hex')
        expect([editId(found), canonicalId(found)]).toEqual([expected, expected])
      }),
    )
  })
})
