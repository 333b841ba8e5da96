import {Chalk} from 'chalk'
import {expect, test} from 'vitest'
import {benchLines} from '../../src/cli/bench-view.js'
import {columns} from '../../src/cli/render.js'
import {plain, type Style} from '../../src/cli/style.js'
import {fakeReport} from '../fake/report.js'

const terminal = (width: number): Style => ({...plain, tty: true, width})

test('the results fit a terminal of 80 columns, in two tables with the same runs', () => {
  const lines = benchLines(fakeReport(), terminal(80))
  const paper = lines.indexOf('Table 3: editors on editing problems')
  for (const line of lines.slice(0, paper)) expect(columns(line)).toBeLessThanOrEqual(80)
  expect(lines[0]).toMatch(/^PROBLEM +EDITOR +K +ES +DD$/)
  expect(lines[18]).toMatch(/^PROBLEM +EDITOR +K +N IN +N OUT +MISS +FALSE +WRONG +CF +PROTOCOL$/)
  expect(benchLines(fakeReport(), terminal(120))[0]).toMatch(/ES +DD +N IN .* CF +PROTOCOL$/)
})

test('the verdict is the last line; a gate says whole by how much it fails', () => {
  const lines = benchLines(fakeReport(), terminal(80))
  expect(lines.at(-1)).toBe('FAILED: 2 of 4 gates, 1 of 2 checks')
  expect(
    lines.filter((line) => line.startsWith('FAILED  ')).map((line) => line.split(/ {2,}/).at(-1)),
  ).toEqual([
    `1 of 12 differs: "quoted" & 'quoted' & &amp; ]]> <!-- -->`,
    'by 0.08',
    'nothing was asked: <script>alert("x")</script>',
  ])
})

test('in a pipe it has its heads too, and no control character of a text gets through', () => {
  const report = fakeReport()
  const hostile = {...report, checks: [{name: 'a\nb\u001B[31m', passed: true, detail: '\u202E'}]}
  const lines = benchLines(hostile, plain)
  expect(lines[0]).toMatch(/^PROBLEM /)
  expect(lines).toContain(String.raw`passed  a\nb\x1b[31m  \u{202e}`)
  expect(lines.join('')).not.toMatch(/[\p{Cc}\u202E]/u)
})

test('passed and FAILED are coloured where colour is wanted', () => {
  const lines = benchLines(fakeReport(), {...terminal(200), colour: new Chalk({level: 1})})
  expect(lines.some((line) => line.startsWith('\u001B[32mpassed\u001B[39m  '))).toBe(true)
  expect(lines.at(-1)).toMatch(/^\u001B\[31mFAILED\u001B\[39m: /)
})

test('a flood of single numbers is left to the files', () => {
  const report = fakeReport()
  const [run] = report.runs
  const metrics = Array.from({length: 60}, (_, i) => ({...run!.metrics[2]!, group: `g${i}`}))
  const lines = benchLines({...report, runs: [{...run!, metrics}]}, plain)
  expect(lines).toContain('60 more numbers, by kind of query: --report FILE.html, .md or .json')
})
