import {describe, expect, test} from 'vitest'
import {modelRows} from '../../../../src/core/bench/report/repeat.js'
import type {Report} from '../../../../src/core/bench/report/report.js'
import * as tables from '../../../../src/core/bench/report/table.js'
import {verdict} from '../../../../src/core/bench/report/verdict.js'
import {fakeReport} from '../../../fake/report.js'

const report = fakeReport(1600, true)

test('a run is a row: numbers with interval, errors by kind, how it was measured', () => {
  const {head, rows} = tables.resultRows(report)
  const [run] = report.runs
  const [es, dd] = run!.metrics
  const number = (value: number): string => value.toFixed(3)
  const told = (metric: typeof es): string =>
    `${number(metric!.value)} [${number(metric!.low)}, ${number(metric!.high)}]`
  expect(Object.fromEntries(head.map((name, i) => [name, rows[0]![i]]))).toEqual({
    problem: 'qa-hard',
    editor: 'serac (cascade)',
    k: '1',
    ES: told(es),
    DD: told(dd),
    'n in': '50',
    'n out': '50',
    'scope miss': String(run!.errors['scope-miss']),
    'false hit': String(run!.errors['false-hit']),
    'wrong edit': String(run!.errors['wrong-edit']),
    'counterfactual wrong': String(run!.errors['counterfactual-wrong']),
    protocol: 'generated',
  })
})

test('runs on several bases name their base, and a run with gaps is marked', () => {
  const [first, ...others] = report.runs
  const base = {role: 'base', name: 'other', hash: 'ff'}
  const mixed = {...report, runs: [{...first!, base, complete: false}, ...others]}
  const {head, rows} = tables.resultRows(mixed)
  expect([head[2], rows[0]![2], rows[1]![2]]).toEqual(['base', 'other', 'smollm2-360m'])
  expect([head.at(-1), rows[0]!.at(-1), rows[1]!.at(-1)]).toEqual(['note', 'incomplete', ''])
})

test('every table has as many cells in each row as in its head', () => {
  const all = [
    tables.resultRows(report),
    tables.metricRows(report),
    tables.componentRows(report),
    tables.gateRows(report),
    tables.checkRows(report),
    tables.absentRows(report),
    modelRows(report),
    ...report.tables.flatMap((one) => [tables.paperRows(one), tables.comparisonRows(one)]),
  ]
  for (const {head, rows} of all) {
    expect(rows.length).toBeGreaterThan(0)
    for (const cells of rows) expect(cells).toHaveLength(head.length)
  }
})

test('a table of the paper has our number, its interval and the paper’s, or the sign of a reason', () => {
  const [paper] = report.tables
  const [row] = tables.paperRows(paper!).rows
  expect(row![1]).toBe('not available [1] (paper 0.321)')
  expect(row![6]).toMatch(/^0\.\d{3} \[0\.\d{3}, [01]\.\d{3}\] \(paper 0\.913\)$/)
  expect(tables.reasons(paper!)).toEqual(['needs the gradient of the base'])
})

describe('the verdict', () => {
  const good = {
    ...report,
    gates: report.gates.filter(({passed}) => passed),
    checks: report.checks.filter(({passed}) => passed),
  }
  const [run, ...others] = good.runs

  test.each<[string, Partial<Report>, string]>([
    ['all is well', {}, 'passed: 16 runs, 2 gates, 1 check'],
    ['there are no gates', {gates: []}, 'measured: 16 runs, no gates were set, 1 check passed'],
    ['a gate fails', {gates: report.gates}, 'FAILED: 2 of 4 gates'],
    ['a check fails', {checks: report.checks}, 'FAILED: 1 of 2 checks'],
    [
      'a run is empty',
      {runs: [{...run!, outcomes: []}, ...others]},
      'FAILED: 1 of 16 runs incomplete or empty',
    ],
    [
      'a run was stopped',
      {runs: [{...run!, complete: false}, ...others]},
      'FAILED: 1 of 16 runs incomplete or empty',
    ],
    ['the bench was stopped', {partial: true}, 'FAILED: stopped before its end'],
    ['nothing was run', {runs: [], gates: [], tables: []}, 'FAILED: nothing was run'],
  ])('when %s', (_, change, told) => {
    const {word, detail, passed} = verdict({...good, ...change})
    expect(`${word}: ${detail}`).toBe(told)
    expect(passed).toBe(word !== 'FAILED')
  })
})
