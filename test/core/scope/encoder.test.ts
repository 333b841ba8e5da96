import {expect, it} from 'vitest'
import {areStrangers} from '../../../src/core/scope/encoder.js'

it.each([
  [['🦊'], ['🐻'], true],
  [['🦊'], ['🦊', '🐻'], false],
  [['🦊'], [], false],
  [[], ['🐻'], false],
])('words without pieces %j and %j keep an edit and a query apart: %s', (edit, query, apart) => {
  expect(areStrangers(new Set(edit), new Set(query))).toBe(apart)
})
