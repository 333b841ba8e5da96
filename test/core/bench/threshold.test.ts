import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {choose, operating, ruleText, type Scored} from '../../../src/core/bench/threshold.js'

const inside = (score: number, right = true): Scored => ({side: 'in', score, right})
const outside = (score: number): Scored => ({side: 'out', score, right: false})
const found = [
  inside(0.9),
  inside(0.7),
  inside(0.6),
  inside(0.8, false),
  outside(0.65),
  outside(0.2),
  outside(0.1),
  outside(0),
]

describe('a threshold', () => {
  it('counts hits that are right, and false hits', () => {
    const {hits, falseHits} = operating(found, 0.65)
    expect([hits.value, hits.n, falseHits.value, falseHits.n]).toEqual([0.5, 4, 0.25, 4])
  })

  it('for a budget has the most hits within it, halfway between two scores', () => {
    expect(choose(found, {kind: 'budget', falseHits: 0, sure: false})?.threshold).toBeCloseTo(0.675, 10)
    expect(choose(found, {kind: 'budget', falseHits: 0.25, sure: false})?.hits.value).toBe(0.75)
  })

  it('is not given where the interval of so few queries cannot keep to the budget', () => {
    expect(choose(found, {kind: 'budget', falseHits: 0.01, sure: true})).toBeNull()
  })

  it('by the difference has the greatest one', () => {
    const {hits, falseHits} = choose(found, {kind: 'difference'})!
    expect(hits.value - falseHits.value).toBe(0.5)
  })

  it('never lies outside 0 and 1, and keeps to its budget', () => {
    const scores = fc.record({
      side: fc.constantFrom('in' as const, 'out' as const),
      score: fc.double({min: 0, max: 0.999, noNaN: true}),
      right: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(scores, {minLength: 1}),
        fc.double({min: 0, max: 0.9, noNaN: true}),
        (list, budget) => {
          const chosen = choose([...list, outside(0.5)], {kind: 'budget', falseHits: budget, sure: false})
          expect(chosen).not.toBeNull()
          expect(chosen!.threshold).toBeGreaterThanOrEqual(0)
          expect(chosen!.threshold).toBeLessThanOrEqual(1)
          expect(chosen!.falseHits.value).toBeLessThanOrEqual(budget)
        },
      ),
    )
  })

  it('says what it was chosen by', () => {
    expect([ruleText({kind: 'difference'}), ruleText({kind: 'budget', falseHits: 0.01, sure: true})]).toEqual(
      ['greatest hits - false hits', 'most hits with false hits (upper end of the interval) <= 0.01'],
    )
  })
})
