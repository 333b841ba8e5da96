import {describe, expect, test} from 'vitest'
import {groupsOf} from '../../../../src/core/bench/report/group.js'
import {lineChart} from '../../../../src/core/bench/report/html-chart.js'
import {errorBars} from '../../../../src/core/bench/report/html-errors.js'
import {histogram} from '../../../../src/core/bench/report/html-histogram.js'
import {worst} from '../../../../src/core/bench/report/worst.js'
import {fakeReport} from '../../../fake/report.js'

const report = fakeReport(1600, true)

/** Numbers of a drawing that a pattern finds. */
function numbers(text: string, pattern: RegExp): readonly number[] {
  return [...text.matchAll(pattern)].map(([, found]) => Number(found))
}

test('a curve goes through its values: their heights on the page go with them', () => {
  const points = [1, 10, 100].map((x, i) => ({x, y: 0.2 + 0.3 * i, low: 0.1 + 0.3 * i, high: 0.3 + 0.3 * i}))
  const figure = {name: 'f', title: 't', x: 'k', y: 'ES', series: [{label: 'one', points}]}
  const {markup} = lineChart(figure, 'f')
  const ticks = numbers(markup, /<text class="end" x="[\d.]+" y="([\d.]+)">/g).map((y) => y - 4)
  const [path = ''] = /(?<=class="line" d=")[^"]*/.exec(markup) ?? []
  const places = path
    .split(/[ML]/)
    .slice(1)
    .map((pair) => pair.split(' ').map(Number))
  const height = (value: number): number => ticks[0]! + (value / 1) * (ticks.at(-1)! - ticks[0]!)
  places.forEach(([, y], i) => expect(y).toBeCloseTo(height(points[i]!.y), 0))
  expect(places[1]![0]! - places[0]![0]!).toBeCloseTo(places[2]![0]! - places[1]![0]!, 0)
  expect(markup).toContain('one: 1 → 0.200, 10 → 0.500, 100 → 0.800')
})

test('bars of errors are as long as their numbers, on one scale for all k', () => {
  const [group] = groupsOf(report)
  const {markup} = errorBars(group!, 'e')
  const lengths = numbers(markup, /v20h-([\d.]+)z/g)
  const counts = group!.runs.flatMap(({errors}) => Object.values(errors).filter((n) => n > 0))
  const unit = lengths[0]! / counts[0]!
  lengths.forEach((length, i) => expect(length / unit).toBeCloseTo(counts[i]!, 0))
  expect(lengths).toHaveLength(counts.length)
})

describe('the histogram of scores', () => {
  const [run] = report.runs

  test('has the threshold where it belongs, and tells how many lie at or above it', () => {
    const {markup} = histogram(run!, 'h')
    const [zero = 0, , , , , one = 0] = numbers(markup, /<text class="mid" x="([\d.]+)"/g)
    expect(numbers(markup, /class="threshold" d="M([\d.]+)/g)[0]).toBeCloseTo(zero + 0.4 * (one - zero), 0)
    const above = (side: string): number =>
      run!.outcomes.filter((outcome) => outcome.side === side && (outcome.beta ?? 0) >= 0.4).length
    expect(markup).toContain(`in scope ↑ ${above('in')} of 50 at or above 0.4`)
    expect(markup).toContain(`out of scope ↓ ${above('out')} of 50 at or above 0.4`)
  })

  test('counts a score on the edge of a bin in the bin above, and 1 in the last', () => {
    const outcomes = [0.95, 1, 0.949].map((beta) => ({...run!.outcomes[0]!, beta}))
    const {markup} = histogram({...run!, outcomes}, 'h')
    const rises = numbers(markup, /v-([\d.]+)h/g)
    expect(rises).toHaveLength(2)
    expect((rises[1]! / rises[0]!) ** 2).toBeCloseTo(2, 1)
  })
})

test('the worst failures come first, each query once', () => {
  const [group] = groupsOf(report)
  const found = worst(group!.runs, 'false-hit', 10)
  const betas = found.map(({outcome: {beta}}) => beta ?? 0)
  expect(betas).toEqual([...betas].sort((a, b) => b - a))
  expect(new Set(found.map(({outcome: {id}}) => id)).size).toBe(found.length)
  expect(found.every(({outcome: {error}}) => error === 'false-hit')).toBe(true)
})
