import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {editId, type Content, type Edit} from '../../../src/core/edit.js'
import type {Change, Record} from '../../../src/core/ledger/ledger.js'
import {digest, emptyState, fold, judge, plan} from '../../../src/core/ledger/state.js'
import {changeLists, groups} from '../../fake/changes.js'

const ann: Content = {kind: 'answer', question: 'Who leads?', answer: 'Ann'}
const ben: Content = {kind: 'answer', question: ' who  leads ', answer: 'Ben'}
const [annId, benId] = [editId(ann), editId(ben)]

/** The records that `changes`, judged together, come to after `records`. */
function after(records: readonly Record[], changes: readonly Change[]): Record[] {
  const {payloads} = plan(fold(records), changes)
  const first = records.length + 1
  const fresh = payloads.map((payload, i): Record => {
    const commit: [number, number] = [i + 1, payloads.length]
    return {seq: first + i, time: `t${first + i}`, commit, payload, hash: ''}
  })
  return [...records, ...fresh]
}

describe('the state', () => {
  test('holds what was added, the newest last', () => {
    const records = after([], [{op: 'add', content: ann, notes: {tags: ['a']}}])
    const edit: Edit = {
      kind: 'answer',
      question: 'Who leads?',
      answer: 'Ann',
      id: annId,
      seq: 1,
      time: 't1',
      notes: {tags: ['a']},
    }
    expect(fold(records)).toEqual({
      live: [edit],
      known: new Map([[annId, {edit, status: 'live', history: records}]]),
      seq: 1,
    })
  })

  test('keeps an edit in its place when only its notes change, and says so', () => {
    const records = after(
      [],
      [
        {op: 'add', content: ann, notes: {tags: ['a'], source: 's'}},
        {op: 'add', content: {kind: 'fact', statement: 'x'}},
      ],
    )
    const state = fold(records)
    expect(judge(state, {op: 'add', content: ann, notes: {source: 's'}}).outcome.status).toBe('unchanged')
    const change: Change = {op: 'add', content: ann, notes: {source: 's', tags: ['b']}}
    expect(judge(state, change)).toEqual({
      payload: {op: 'note', id: annId, notes: {tags: ['b']}},
      outcome: {status: 'noted', id: annId, superseded: null},
    })
    expect(fold(after(records, [change])).live[0]).toEqual({
      ...state.live[0],
      notes: {source: 's', tags: ['b']},
    })
  })

  test('gives an edit that is added again the notes of that time alone', () => {
    const dated: Change = {op: 'add', content: ann, notes: {tags: ['a'], validUntil: '2020-01-01'}}
    const removed = after([], [dated, {op: 'remove', id: annId}])
    expect(fold(after(removed, [{op: 'add', content: ann}])).live[0]?.notes).toEqual({})
    const superseded = after([], [dated, {op: 'add', content: ben}])
    const again: Change = {op: 'add', content: ann, notes: {source: 's', validUntil: null}}
    expect(fold(after(superseded, [again])).live[0]?.notes).toEqual({source: 's'})
  })

  test('takes the date of a live edit away where null is given for it', () => {
    const records = after([], [{op: 'add', content: ann, notes: {tags: ['a'], validUntil: '2020-01-01'}}])
    const change: Change = {op: 'add', content: ann, notes: {validUntil: null}}
    expect(judge(fold(records), change)).toEqual({
      payload: {op: 'note', id: annId, notes: {validUntil: null}},
      outcome: {status: 'noted', id: annId, superseded: null},
    })
    const noted = after(records, [change])
    expect(fold(noted).live[0]?.notes).toEqual({tags: ['a']})
    expect(judge(fold(noted), change).outcome.status).toBe('unchanged')
  })

  test('supersedes a live edit on the same subject, and refuses to where it must not', () => {
    const state = fold(after([], [{op: 'add', content: ann}]))
    expect(judge(state, {op: 'add', content: ben}).outcome).toEqual({
      status: 'added',
      id: benId,
      superseded: annId,
    })
    expect(() => judge(state, {op: 'add', content: ben, supersede: false})).toThrow(
      expect.objectContaining({code: 'bad-input', message: expect.stringContaining(annId.slice(0, 7))}),
    )
    expect(judge(state, {op: 'add', content: ann, supersede: false}).outcome.status).toBe('unchanged')
  })

  test('brings an edit back in a new place, and supersedes what has its subject now', () => {
    const records = after(
      [],
      [
        {op: 'add', content: ann},
        {op: 'add', content: ben},
        {op: 'restore', id: annId},
      ],
    )
    const state = fold(records)
    expect(state.live).toEqual([{...ann, id: annId, seq: 3, time: 't3', notes: {}}])
    expect(
      [...state.known].map(([id, {status, history}]) => [id, status, history.map(({seq}) => seq)]),
    ).toEqual([
      [annId, 'live', [1, 2, 3]],
      [benId, 'superseded', [2, 3]],
    ])
  })

  test('does not bring back what the removed edit had superseded', () => {
    const state = fold(
      after(
        [],
        [
          {op: 'add', content: ann},
          {op: 'add', content: ben},
          {op: 'remove', id: benId},
        ],
      ),
    )
    expect(state.live).toEqual([])
    expect(judge(state, {op: 'remove', id: annId})).toEqual({
      payload: null,
      outcome: {status: 'unchanged', id: annId, superseded: null},
    })
  })

  test('knows nothing of an edit that was never added', () => {
    expect(() => judge(emptyState, {op: 'remove', id: annId})).toThrow(
      expect.objectContaining({code: 'unknown-edit'}),
    )
    const record: Record = {
      seq: 1,
      time: '',
      commit: [1, 1],
      payload: {op: 'remove', id: annId, notes: {}},
      hash: '',
    }
    expect(() => fold([record])).toThrow(expect.objectContaining({code: 'ledger-corrupt'}))
  })

  test('has a digest of the live ids in order, without times and notes', () => {
    const twice = fold(
      after(after([], [{op: 'add', content: ann}]), [{op: 'add', content: ann, notes: {tags: ['x']}}]),
    )
    const once = fold(after([], [{op: 'add', content: ann}]).map((record) => ({...record, time: 'other'})))
    expect(digest(twice)).toBe(digest(once))
    const fact: Content = {kind: 'fact', statement: 'x'}
    const [ab, ba] = [
      [ann, fact],
      [fact, ann],
    ].map((list) =>
      digest(
        fold(
          after(
            [],
            list.map((content): Change => ({op: 'add', content})),
          ),
        ),
      ),
    )
    expect(ab).not.toBe(ba)
  })

  test('is the same for changes one by one, in any groups that keep their order, and as one batch', () => {
    const lengths = fc.array(fc.nat(30), {minLength: 1, maxLength: 20})
    fc.assert(
      fc.property(changeLists(200), lengths, (changes, cuts) => {
        const [single, grouped, batch] = [
          changes.map((change) => [change]),
          groups(changes, cuts),
          [changes],
        ].map((way) => way.reduce<Record[]>((records, group) => after(records, group), []))
        const payloads = (records: Record[] = []) => records.map(({seq, payload}) => [seq, payload])
        expect(payloads(grouped)).toEqual(payloads(single))
        expect(payloads(batch)).toEqual(payloads(single))
      }),
      {numRuns: 30},
    )
  })

  test('is the same folded in parts or at once', () => {
    fc.assert(
      fc.property(changeLists(60), fc.nat(60), (changes, cut) => {
        const records = after([], changes)
        expect(fold(records.slice(cut), fold(records.slice(0, cut)))).toEqual(fold(records))
      }),
    )
  })
})
