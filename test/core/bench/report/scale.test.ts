import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {linear, logarithmic} from '../../../../src/core/bench/report/scale.js'
import {apart} from '../../../../src/core/bench/report/svg.js'

const labels = (ticks: readonly {label: string}[]): readonly string[] => ticks.map(({label}) => label)
const finite = fc.double({min: -1e6, max: 1e6, noNaN: true})

describe('a linear axis', () => {
  test.each([
    [
      [0.31, 0.8],
      ['0.3', '0.4', '0.5', '0.6', '0.7', '0.8'],
    ],
    [
      [0, 1],
      ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0'],
    ],
    [
      [-0.82, 0.98],
      ['−1.0', '−0.5', '0.0', '0.5', '1.0'],
    ],
    [
      [0.985, 0.991],
      ['0.984', '0.986', '0.988', '0.990', '0.992'],
    ],
    [
      [0, 3.546],
      ['0', '1', '2', '3', '4'],
    ],
    [
      [1, 1],
      ['0.95', '0.96', '0.97', '0.98', '0.99', '1.00'],
    ],
    [[], ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']],
  ])('from %j has the ticks %j', (values, ticks) => {
    expect(labels(linear(values, 200, 0).ticks)).toEqual(ticks)
  })

  test('puts every value between its ends and every tick where its value is', () => {
    fc.assert(
      fc.property(fc.array(finite, {minLength: 1, maxLength: 9}), (values) => {
        const {at, ticks} = linear(values, 200, 0)
        for (const value of values) {
          expect(at(value)).toBeGreaterThanOrEqual(-0.01)
          expect(at(value)).toBeLessThanOrEqual(200.01)
        }
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(8)
        expect(at(ticks[0]!.value)).toBeCloseTo(200, 3)
        expect(at(ticks.at(-1)!.value)).toBeCloseTo(0, 3)
        expect(new Set(labels(ticks)).size).toBe(ticks.length)
      }),
    )
  })
})

describe('a log axis', () => {
  test('has its ticks at the values, equal ratios equally far apart', () => {
    const {at, ticks} = logarithmic([25, 1, 5, 75, 5], 0, 300)
    expect(labels(ticks)).toEqual(['1', '5', '25', '75'])
    expect([at(1), at(75)]).toEqual([0, 300])
    expect(at(25) - at(5)).toBeCloseTo(at(5) - at(1))
  })

  test('leaves out labels that would touch, never the first or the last', () => {
    expect(labels(logarithmic([1, 2, 3, 4, 5, 1000], 0, 200).ticks)).toEqual(['1', '2', '4', '1000'])
    expect(labels(logarithmic([1, 990, 1000], 0, 200).ticks)).toEqual(['1', '1000'])
  })

  test('has one value in its middle', () => {
    expect(logarithmic([10, 10], 0, 200).at(10)).toBe(100)
  })
})

test('labels that would touch are moved apart in their order and stay above the bottom', () => {
  expect(apart([10, 12, 100], 15, 200)).toEqual([10, 25, 100])
  expect(apart([200, 199, 198], 15, 200)).toEqual([200, 185, 170])
  const heights = fc.array(fc.double({min: 0, max: 100, noNaN: true}), {maxLength: 10})
  fc.assert(
    fc.property(heights, (wanted) => {
      const moved = apart(wanted, 15, 200)
      const sorted = [...moved].sort((a, b) => a - b)
      sorted.forEach((y, i) => i > 0 && expect(y - sorted[i - 1]!).toBeGreaterThanOrEqual(15 - 1e-9))
      expect(Math.max(0, ...moved)).toBeLessThanOrEqual(235)
    }),
  )
})
