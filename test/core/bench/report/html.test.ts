import {XMLValidator} from 'fast-xml-parser'
import {describe, expect, test} from 'vitest'
import {toHtml} from '../../../../src/core/bench/report/html.js'
import {escape} from '../../../../src/core/bench/report/markup.js'
import type {Report} from '../../../../src/core/bench/report/report.js'
import {fakeRun, hostile} from '../../../fake/bench-run.js'
import {fakeReport} from '../../../fake/report.js'

/** The page, which is XML too, so that a strict parser can tell whether anything broke out of its place. */
function page(report: Report): string {
  const text = toHtml(report)
  expect(XMLValidator.validate(text)).toBe(true)
  return text
}

function all(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found)
}

describe('the HTML report', () => {
  test('is one page without script, network or anything that a text could break out of', () => {
    const text = page(withFailures(hostile))
    expect(text).not.toMatch(/<script|<iframe|<img|<link|\bon\w+=|\bsrc=|url\(|@import/)
    expect(all(text, /href="([^"]*)"/g).every((href) => href.startsWith('#'))).toBe(true)
    expect(text).not.toMatch(/(?![\t\n\r])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u)
    expect(hostile.filter((one) => !text.includes(escape(one.slice(0, 60))))).toEqual([])
  })

  test('names each drawing by a title and a description of its own, and links only to what is there', () => {
    const text = page(fakeReport())
    const ids = all(text, /\bid="([^"]*)"/g)
    expect(new Set(ids).size).toBe(ids.length)
    const drawings = all(text, /<svg [^>]*aria-labelledby="([^"]*)"/g)
    expect(drawings).toHaveLength(2 + 4 + 8)
    expect(text.match(/<svg /g)).toHaveLength(drawings.length)
    for (const id of [...drawings.flatMap((both) => both.split(' ')), ...all(text, /href="#([^"]*)"/g)]) {
      expect(ids).toContain(id)
    }
  })

  test('says the verdict, the numbers beside the paper and how to repeat it', () => {
    const text = page(fakeReport())
    expect(text).toContain('<strong>FAILED</strong>: 2 of 4 gates, 1 of 2 checks')
    expect(text).toContain('<span class="theirs">paper 0.913</span>')
    expect(text).toContain('[1] needs the gradient of the base')
    expect(text).toContain(
      escape(String.raw`serac bench qa-hard convsent --edits 1,5,25,75 --data 'it'\''s here.json'`),
    )
    expect(text).toContain('ab'.repeat(32))
  })

  test.each([
    ['of 10,000 queries', fakeReport(10_000)],
    ['of 10,000 queries in 80 runs', {...fakeReport(), runs: manyRuns()}],
  ])('stays under 1 MB %s', (_, report) => {
    expect(report.runs.flatMap(({outcomes}) => outcomes).length).toBeGreaterThanOrEqual(10_000)
    expect(Buffer.byteLength(page(report))).toBeLessThan(1_000_000)
  })

  test('can be drawn when nothing was run, and when a run has no numbers', () => {
    const report = fakeReport()
    const [run] = report.runs
    const bare = {
      ...report,
      runs: [],
      problems: [],
      absent: [],
      tables: [],
      figures: [],
      checks: [],
      gates: [],
    }
    expect(page(bare)).toContain('<strong>FAILED</strong>: nothing was run')
    const nothing = {value: Number.NaN, n: 0, low: Number.NaN, high: Number.NaN}
    const metrics = run!.metrics.map((metric) => ({...metric, ...nothing}))
    const points = [{x: 1, y: Number.NaN, low: Number.NaN, high: Number.NaN}]
    const figure = {...report.figures[0]!, series: [{label: 'none', points}]}
    const empty = page({...report, runs: [{...run!, outcomes: [], metrics}], figures: [figure]})
    expect(empty).not.toMatch(/NaN|Infinity|undefined/)
    expect(empty).toContain('>empty<')
  })

  test('has no number in a drawing that is not finite', () => {
    expect(page(fakeReport())).not.toMatch(/NaN|Infinity|undefined|\[object/)
  })
})

/** A report in which queries with these texts failed. */
function withFailures(texts: readonly string[]): Report {
  const report = fakeReport()
  const [run] = report.runs
  const outcomes = texts.map((text, i) => ({
    ...run!.outcomes[0]!,
    id: `q${i}`,
    query: {kind: 'question' as const, text},
    wanted: [text],
    answer: text,
    nearest: {text, score: 0.1},
    error: 'scope-miss' as const,
  }))
  return {...report, runs: [{...run!, outcomes}]}
}

/** 20 editors at four k: as many groups as a report can come to have. */
function manyRuns(): Report['runs'] {
  return Array.from({length: 20}, (_, i) => i).flatMap((i) =>
    [1, 5, 25, 75].map((k) => ({...fakeRun('qa-hard', `serac (${i})`, k, 126, false), problem: `p${i}`})),
  )
}
