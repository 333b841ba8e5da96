import {describe, expect, test} from 'vitest'
import {resolveId, shortIds} from '../../../src/core/ledger/id.js'
import type {Known, State} from '../../../src/core/ledger/ledger.js'

const ids = ['abcd111', 'abcd112', 'abcf000'].map((start) => start.padEnd(64, '0'))
const [first = '', second = '', third = ''] = ids
const state: State = {
  live: [],
  seq: 3,
  known: new Map(
    ids.map((id, i): [string, Known] => [
      id,
      {
        status: 'live',
        history: [],
        edit: {kind: 'fact', statement: `Fact ${i}\u001b[31m`, id, seq: i + 1, time: '', notes: {}},
      },
    ]),
  ),
}

describe('a shortened id', () => {
  test.each([
    ['abcd111', first],
    ['ABCF', third],
    [' abcf00 ', third],
    [second, second],
  ])('%s names the edit whose id begins so', (prefix, id) => {
    expect(resolveId(state, prefix)).toBe(id)
  })

  test.each(['abc', '', 'zzzz', 'abcd-', 'abce', `${first}0`])('%s names no edit', (prefix) => {
    expect(() => resolveId(state, prefix)).toThrow(
      expect.objectContaining({code: 'unknown-edit', hints: ['serac edit ls --all']}),
    )
  })

  test('that fits several is refused with their names, without control characters', () => {
    expect(() => resolveId(state, 'abcd')).toThrow(
      expect.objectContaining({
        code: 'ambiguous-edit',
        message:
          '2 edits have an id that begins with abcd:\n  abcd1110  live  Fact 0 [31m\n  abcd1120  live  Fact 1 [31m'.replace(
            /(abcd11[12])0/g,
            '$1',
          ),
      }),
    )
  })

  test('is at least 7 digits long and as long as it takes to be the only one', () => {
    const near = `${first.slice(0, 20)}f`.padEnd(64, '0')
    const short = shortIds([...ids, near])
    expect([first, near, second, third].map(short)).toEqual([
      first.slice(0, 21),
      near.slice(0, 21),
      'abcd112',
      'abcf000',
    ])
    expect(short('f'.repeat(64))).toBe('fffffff')
  })
})
