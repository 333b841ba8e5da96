import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {editId} from '../../src/core/edit.js'
import type {Change, Ledger} from '../../src/core/ledger/ledger.js'
import {digest, fold} from '../../src/core/ledger/state.js'
import {changeLists, groups} from '../fake/changes.js'

const ann = {op: 'add', content: {kind: 'answer', question: 'Who leads?', answer: 'Ann'}} as const
const ben = {op: 'add', content: {kind: 'answer', question: 'who leads', answer: 'Ben'}} as const
const annId = editId(ann.content)
const benId = editId(ben.content)

/** What every ledger must do. `open` gives a new empty one inside a running test; `runs` is how often properties are tried. */
export function ledgerContract(name: string, open: () => Ledger, runs = 20): void {
  describe(`${name}: every ledger`, () => {
    test('is empty at first', async () => {
      const ledger = open()
      expect(await ledger.read()).toEqual({records: [], head: {seq: 0, hash: '0'.repeat(64)}})
      await ledger.close()
    })

    test('gives back what was added, in order and with its notes', async () => {
      const ledger = open()
      const receipt = await ledger.append([
        {...ann, notes: {tags: ['a', 'a'], validUntil: '2030-01-01'}},
        ben,
      ])
      const {records, head} = await ledger.read()
      expect(receipt.outcomes).toEqual([
        {status: 'added', id: annId, superseded: null},
        {status: 'added', id: benId, superseded: annId},
      ])
      expect(records.map(({seq, commit, payload}) => ({seq, commit, payload}))).toEqual([
        {
          seq: 1,
          commit: [1, 2],
          payload: {...ann, notes: {tags: ['a'], validUntil: '2030-01-01T00:00:00.000Z'}},
        },
        {seq: 2, commit: [2, 2], payload: {...ben, notes: {}}},
      ])
      expect(receipt.head).toEqual(head)
      expect(head).toEqual({seq: 2, hash: records[1]?.hash})
      expect(receipt.digest).toBe(digest(fold(records)))
    })

    test('writes nothing for what changes nothing', async () => {
      const ledger = open()
      const first = await ledger.append([ann])
      const again = await ledger.append([ann, {op: 'restore', id: annId}])
      expect(again).toEqual({
        ...first,
        outcomes: [
          {status: 'unchanged', id: annId, superseded: null},
          {status: 'unchanged', id: annId, superseded: null},
        ],
      })
      expect((await ledger.read()).head).toEqual(first.head)
    })

    test('gives what came since a sequence number', async () => {
      const ledger = open()
      await ledger.append([ann, ben])
      await ledger.append([{op: 'remove', id: benId}])
      const {records} = await ledger.read()
      expect((await ledger.read(2)).records).toEqual(records.slice(2))
      expect((await ledger.read(3)).records).toEqual([])
      expect((await ledger.read(99)).records).toEqual([])
    })

    test('records all of a batch or nothing of it', async () => {
      const ledger = open()
      await ledger.append([ann])
      const before = await ledger.read()
      await expect(ledger.append([ben, {op: 'remove', id: 'f'.repeat(64)}])).rejects.toMatchObject({
        code: 'unknown-edit',
      })
      await expect(ledger.append([{...ben, supersede: false}])).rejects.toMatchObject({code: 'bad-input'})
      await expect(
        ledger.append([ben, {op: 'add', content: {kind: 'fact', statement: ' '}}]),
      ).rejects.toMatchObject({code: 'bad-input'})
      expect(await ledger.read()).toEqual(before)
    })

    test('takes appends that were not waited for one after the other', async () => {
      const ledger = open()
      const receipts = await Promise.all(
        Array.from({length: 8}, (_, i) =>
          ledger.append([{op: 'add', content: {kind: 'fact', statement: `Fact ${i}`}}]),
        ),
      )
      expect(receipts.map(({head}) => head.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    })

    test('comes to the same whether changes are made one by one, in groups or as one batch', async () => {
      const lengths = fc.array(fc.nat(9), {minLength: 1, maxLength: 20})
      await fc.assert(
        fc.asyncProperty(changeLists(200), lengths, async (changes, cuts) => {
          const ways = [changes.map((change) => [change]), groups(changes, cuts), [changes]]
          const ends = await Promise.all(ways.map((way) => endOf(open(), way)))
          expect(ends[1]).toEqual(ends[0])
          expect(ends[2]).toEqual(ends[0])
        }),
        {numRuns: runs},
      )
    })
  })
}

async function endOf(ledger: Ledger, batches: readonly (readonly Change[])[]) {
  const outcomes = []
  let last = ''
  for (const batch of batches) {
    const receipt = await ledger.append(batch)
    outcomes.push(...receipt.outcomes)
    last = receipt.digest
  }
  const {records} = await ledger.read()
  const state = fold(records)
  expect(digest(state)).toBe(last)
  await ledger.close()
  const live = state.live.map(({time: _, ...edit}) => edit)
  return {last, outcomes, live, statuses: [...state.known].map(([id, {status}]) => [id, status])}
}
