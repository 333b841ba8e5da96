import fc from 'fast-check'
import {editId, type Content, type GivenNotes} from '../../src/core/edit.js'
import type {Change} from '../../src/core/ledger/ledger.js'

/** Few contents, so that they meet: the same question in three spellings with three answers, and so on. */
export const contents: readonly Content[] = [
  ...['Who leads?', 'who  leads', 'Where?'].flatMap((question) =>
    ['Ann', 'Ben', 'Città 東京 🏙'].map((answer): Content => ({kind: 'answer', question, answer})),
  ),
  {kind: 'fact', statement: 'Ann leads.'},
  {kind: 'fact', statement: 'ann leads.'},
  {kind: 'opinion', topic: 'Jazz', sentiment: 'positive'},
  {kind: 'opinion', topic: 'jazz', sentiment: 'negative'},
]

const notes: fc.Arbitrary<GivenNotes> = fc.record(
  {
    tags: fc.subarray(['a', 'b', 'c']),
    source: fc.constantFrom('x', 'y'),
    validUntil: fc.constantFrom('2030-01-01', '2031-05-06T07:08Z', null),
    in: fc.subarray(['Who is it?']),
  },
  {requiredKeys: []},
)

/** Lists of changes that a ledger accepts: nothing is removed or restored that was never added. */
export function changeLists(maxLength: number): fc.Arbitrary<readonly Change[]> {
  const step = fc.record({op: fc.constantFrom('add', 'add', 'remove', 'restore'), pick: fc.nat(1000), notes})
  return fc.array(step, {minLength: 1, maxLength, size: 'max'}).map((steps) => {
    const added: Content[] = []
    return steps.map(({op, pick, notes: given}): Change => {
      const known = added[pick % Math.max(1, added.length)]
      if ((op === 'remove' || op === 'restore') && known !== undefined) return {op, id: editId(known)}
      const content = contents[pick % contents.length] ?? {kind: 'fact', statement: 'none'}
      added.push(content)
      return {op: 'add', content, ...(Object.keys(given).length > 0 && {notes: given})}
    })
  })
}

/** Ways to cut a list into groups that keep its order; each number of `cuts` is the length of a group. */
export function groups<T>(list: readonly T[], cuts: readonly number[]): T[][] {
  const found: T[][] = []
  for (let at = 0, i = 0; at < list.length; i++) {
    const length = 1 + (cuts[i % Math.max(1, cuts.length)] ?? 0)
    found.push(list.slice(at, at + length))
    at += length
  }
  return found
}
