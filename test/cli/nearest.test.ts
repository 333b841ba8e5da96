import fc from 'fast-check'
import {expect, test} from 'vitest'
import {editDistance, nearestWord} from '../../src/cli/nearest.js'

const known = ['ask', 'demo', 'doctor', 'edit add', 'edit ls', 'edit restore', 'edit rm', 'models verify']

test.each([
  ['aks', 'ask'],
  ['docter', 'doctor'],
  ['eidt ls', 'edit ls'],
  ['EDIT RESTOR', 'edit restore'],
  ['modelsverify', 'models verify'],
  ['bench everything', null],
  ['xyz', null],
])('%s means %s', (typed, meant) => {
  expect(nearestWord(typed, known)).toBe(meant)
})

test('the distance is symmetric, and nothing only between equal words', () => {
  fc.assert(
    fc.property(fc.string({maxLength: 8}), fc.string({maxLength: 8}), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b) === 0).toBe(a === b)
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
    }),
  )
})
