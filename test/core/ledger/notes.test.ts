import {describe, expect, test} from 'vitest'
import {canonicalGiven, canonicalNotes, changedNotes, mergeNotes} from '../../../src/core/ledger/notes.js'

describe('notes', () => {
  test.each([
    ['2026-12-31', '2026-12-31T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2026-12-31T18:00Z', '2026-12-31T18:00:00.000Z'],
    ['2026-12-31T18:00:30.5+02:00', '2026-12-31T16:00:30.500Z'],
  ])('keep the date %s as the instant %s', (raw, kept) => {
    expect(canonicalNotes({validUntil: raw})).toEqual({validUntil: kept})
  })

  test.each([
    '2026-02-30',
    '2027-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '31.12.2026',
    'tomorrow',
    '2026-12-31T18:00',
    '2026-12-31T25:00Z',
  ])('refuse %s, which is no date', (raw) => {
    expect(() => canonicalNotes({validUntil: raw})).toThrow(/is not a date/)
  })

  test('keep each tag once and every text clean', () => {
    expect(canonicalNotes({tags: [' a', 'b', 'a '], reason: 'x\r\ny '})).toEqual({
      tags: ['a', 'b'],
      reason: 'x\ny',
    })
    expect(() => canonicalNotes({tags: ['a', ' ']})).toThrow(/a tag is empty/)
  })

  test('given again change only the fields that differ', () => {
    const old = {source: 'x', tags: ['a', 'b']}
    expect(changedNotes(old, {tags: ['a', 'b']})).toBeNull()
    expect(changedNotes(old, {})).toBeNull()
    expect(changedNotes(old, {tags: ['b'], source: 'x'})).toEqual({tags: ['b']})
    expect(mergeNotes(old, {tags: []})).toEqual({source: 'x', tags: []})
  })

  test('lose their date to null, and have nothing to lose without one', () => {
    const old = {source: 'x', validUntil: '2020-01-01T00:00:00.000Z'}
    expect(changedNotes(old, {validUntil: null})).toEqual({validUntil: null})
    expect(changedNotes({source: 'x'}, {validUntil: null})).toBeNull()
    expect(mergeNotes(old, {validUntil: null})).toEqual({source: 'x'})
    expect(canonicalGiven({validUntil: null, tags: [' a']})).toEqual({tags: ['a'], validUntil: null})
  })
})
