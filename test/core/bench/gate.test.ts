import {describe, expect, it} from 'vitest'
import {gatesOf} from '../../../src/core/bench/gate.js'
import type {Outcome, Report, Run} from '../../../src/core/bench/report/report.js'
import {metricsOf} from '../../../src/core/bench/summary.js'
import {fakeReport} from '../../fake/report.js'

/** A run whose in-scope queries have these values, with two unchanged queries out of scope. */
function run(inside: readonly number[], change: Partial<Run> = {}): Run {
  const outcome = (side: 'in' | 'out', value: number, i: number): Outcome => ({
    id: `${side}${i}`,
    record: `r${i}`,
    side,
    group: side,
    hard: null,
    query: {kind: 'question', text: `${side} ${i}`},
    wanted: side === 'in' ? ['x'] : [],
    source: 'edit',
    answer: 'x',
    base: null,
    beta: 0.9,
    hit: `r${i}`,
    nearest: null,
    value,
    error: null,
    given: null,
    parts: {},
  })
  const outcomes = [
    ...inside.map((value, i) => outcome('in', value, i)),
    outcome('out', 0, 0),
    outcome('out', 0, 1),
  ]
  return {
    problem: 'qa',
    protocol: 'generated',
    editor: 'serac (cascade)',
    base: {role: 'base', name: 'b', hash: 'h'},
    models: [],
    threshold: 0.5,
    thresholdFrom: 'as set',
    k: 10,
    batches: 1,
    leftOut: 0,
    complete: true,
    metrics: metricsOf(outcomes, 'generated', 1),
    errors: {'scope-miss': 0, 'false-hit': 0, 'wrong-edit': 0, 'counterfactual-wrong': 0},
    components: [],
    outcomes,
    seconds: 1,
    ...change,
  }
}

const ones = (hits: number, n: number): number[] => Array.from({length: n}, (_, i) => (i < hits ? 1 : 0))
const verdicts = (runs: readonly Run[], minEs?: number, maxDd?: number) =>
  gatesOf({
    runs,
    absent: [],
    bounds: new Map([['qa', {...(minEs !== undefined && {minEs}), ...(maxDd !== undefined && {maxDd})}]]),
    baseline: null,
    seed: 1,
  }).map(({metric, value, passed, detail}) => [metric, value, passed, detail])

describe('a bound', () => {
  it('holds at the number itself, and says by how much it does not', () => {
    expect(verdicts([run(ones(9, 10))], 0.9)).toEqual([
      ['ES', 0.9, true, '0.900 of 10 in-scope queries, 95 % interval 0.596 to 0.982'],
    ])
    expect(verdicts([run(ones(8, 10))], 0.9, 0)).toEqual([
      ['ES', 0.8, false, '0.800 of 10 in-scope queries, 95 % interval 0.490 to 0.943; 0.100 too low'],
      ['DD', 0, true, '0.000 of 2 out-of-scope queries, 95 % interval 0.000 to 0.658'],
    ])
  })

  it('fails on an empty and on an incomplete run, whatever the bound', () => {
    expect(verdicts([run([])], 0)).toEqual([
      ['ES', null, false, expect.stringContaining('no in-scope query was asked')],
    ])
    expect(verdicts([run(ones(9, 9), {complete: false})], 0)).toEqual([
      ['ES', null, false, 'the run was stopped before its end'],
    ])
  })

  it('fails on what could not be run', () => {
    const absent = [{problem: 'qa', editor: 'serac (embed-small)', why: 'no such model'}]
    const found = gatesOf({runs: [], absent, bounds: new Map([['qa', {minEs: 0}]]), baseline: null, seed: 1})
    expect(found).toMatchObject([{passed: false, value: null, detail: 'not available: no such model'}])
  })

  it('binds its own problem alone', () => {
    expect(verdicts([run(ones(1, 10), {problem: 'fc'})], 0.9)).toEqual([])
  })
})

describe('a baseline', () => {
  const against = (now: readonly number[], before: readonly number[], maxDrop = 0.01) => {
    const report: Report = {...fakeReport(4), runs: [run(before)]}
    const found = gatesOf({
      runs: [run(now)],
      absent: [],
      bounds: new Map(),
      baseline: {report, name: 'old.json', maxDrop},
      seed: 1,
    })
    return found.map(({metric, passed}) => `${metric} ${passed ? 'passed' : 'failed'}`)
  }

  it('passes the same and the better', () => {
    expect(against(ones(50, 100), ones(50, 100))).toEqual(['ES passed', 'DD passed'])
    expect(against(ones(80, 100), ones(50, 100))).toEqual(['ES passed', 'DD passed'])
  })

  it('fails a fall that is more than allowed and more than noise', () => {
    expect(against(ones(90, 100), ones(100, 100))).toEqual(['ES failed', 'DD passed'])
  })

  it('passes a fall that noise would explain: as many queries became right as wrong', () => {
    const before = ones(50, 100)
    const swapped = before.map((value, i) => (i % 5 === 0 ? 1 - value : value))
    swapped[1] = 0
    swapped[2] = 0
    expect(against(swapped, before)).toEqual(['ES passed', 'DD passed'])
  })

  it('passes a sure fall that is allowed, and one that is surely a fall but not surely more than allowed', () => {
    expect(against(ones(93, 100), ones(100, 100), 0.1)).toEqual(['ES passed', 'DD passed'])
    expect(against(ones(93, 100), ones(100, 100), 0.05)).toEqual(['ES passed', 'DD passed'])
    expect(against(ones(80, 100), ones(100, 100), 0.05)).toEqual(['ES failed', 'DD passed'])
  })

  it('counts the queries of one edit as one, for they fall together', () => {
    const together = (value: number): Run => {
      const {outcomes, ...rest} = run([...Array.from({length: 6}, () => value), ...ones(94, 94)])
      const own = outcomes.map((one, i) => (one.side === 'in' && i < 6 ? {...one, record: 'one'} : one))
      return {...rest, outcomes: own}
    }
    const found = gatesOf({
      runs: [together(0)],
      absent: [],
      bounds: new Map(),
      baseline: {report: {...fakeReport(4), runs: [together(1)]}, name: 'old.json', maxDrop: 0},
      seed: 1,
    })
    expect(found[0]).toMatchObject({passed: true, detail: expect.stringContaining('1 edits worse, 0 better')})
  })

  it('pairs runs on the same base alone', () => {
    const other = {role: 'base', name: 'other', hash: 'o'}
    const before: Report = {...fakeReport(4), runs: [run(ones(10, 10)), run(ones(10, 10), {base: other})]}
    const found = gatesOf({
      runs: [run(ones(10, 10)), run(ones(0, 10), {base: other})],
      absent: [],
      bounds: new Map(),
      baseline: {report: before, name: 'old.json', maxDrop: 0},
      seed: 1,
    })
    expect(found.map(({editor, metric, passed}) => [editor, metric, passed])).toEqual([
      ['serac (cascade) on b', 'ES', true],
      ['serac (cascade) on b', 'DD', true],
      ['serac (cascade) on other', 'ES', false],
      ['serac (cascade) on other', 'DD', true],
    ])
  })

  it('fails where the old report has no such run', () => {
    const report: Report = {...fakeReport(4), runs: [run(ones(5, 10), {k: 5})]}
    const found = gatesOf({
      runs: [run(ones(5, 10))],
      absent: [],
      bounds: new Map(),
      baseline: {report, name: 'old.json', maxDrop: 1},
      seed: 1,
    })
    expect(found.map(({passed, detail}) => [passed, detail])).toEqual([
      [false, 'no such run in old.json'],
      [false, 'no such run in old.json'],
    ])
  })
})
