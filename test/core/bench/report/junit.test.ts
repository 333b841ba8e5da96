import {XMLParser, XMLValidator} from 'fast-xml-parser'
import {describe, expect, test} from 'vitest'
import {toJUnit} from '../../../../src/core/bench/report/junit.js'
import type {Report} from '../../../../src/core/bench/report/report.js'
import {hostile} from '../../../fake/bench-run.js'
import {fakeReport} from '../../../fake/report.js'

type Counts = Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped' | 'time', string>>
interface Case {
  readonly classname: string
  readonly name: string
  readonly time: string
  readonly failure?: {readonly message: string}
  readonly error?: {readonly message: string}
  readonly skipped?: {readonly message: string}
}
interface Suite extends Counts {
  readonly name: string
  readonly testcase: readonly Case[]
}
interface Suites extends Counts {
  readonly testsuite: readonly Suite[]
}

/** The document as a strict parser reads it. */
function parsed(report: Report): Suites {
  const text = toJUnit(report)
  expect(XMLValidator.validate(text)).toBe(true)
  expect(text).not.toMatch(/(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u)
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    htmlEntities: true,
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  })
  return (parser.parse(text) as {testsuites: Suites}).testsuites
}

function counted(cases: readonly Case[]): Counts {
  const having = (key: 'failure' | 'error' | 'skipped') => String(cases.filter((one) => one[key]).length)
  return {
    tests: String(cases.length),
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
    time: cases.reduce((sum, {time}) => sum + Number(time), 0).toFixed(3),
  }
}

describe('the JUnit report', () => {
  test('counts what it holds, in each suite and in all', () => {
    const {testsuite, ...all} = parsed(fakeReport())
    expect(all).toMatchObject(counted(testsuite.flatMap(({testcase}) => testcase)))
    expect(testsuite.map(({name}) => name)).toEqual(['qa-hard', 'convsent', 'checks'])
    for (const suite of testsuite) expect(suite).toMatchObject(counted(suite.testcase))
    expect(all).toMatchObject({tests: '26', failures: '3', errors: '0', skipped: '4', time: '624.000'})
  })

  test('has a case for each gate, named by metric, k and bound, failing by how much', () => {
    const cases = parsed(fakeReport()).testsuite.flatMap(({testcase}) => testcase)
    const found = cases.filter(({name}) => name.includes('='))
    expect(cases.find(({name}) => name === 'ES k=75 >= 0.99')).toEqual({
      classname: 'qa-hard.serac (cascade)',
      name: 'ES k=75 >= 0.99',
      time: '0.000',
      failure: {message: '0.8000: by 0.08', type: 'failure'},
    })
    expect(found.find(({name}) => name === 'ES k=5 >= 0.5')).not.toHaveProperty('failure')
    expect(cases.find(({name}) => name === 'ES k=1 >= 0.9')?.failure?.message).toBe(
      `no number: nothing was asked: ${hostile[0]}`,
    )
    expect(cases.find(({name}) => name === 'base answers made anew')?.failure?.message).toBe(
      `1 of 12 differs: ${hostile[1]}`,
    )
  })

  test('calls a run that is incomplete or empty, a bench that was stopped and one that ran nothing an error', () => {
    const report = fakeReport()
    const [first, second] = report.runs
    const stopped = {
      ...report,
      partial: true,
      runs: [
        {...first!, complete: false},
        {...second!, outcomes: []},
      ],
    }
    const errorsOf = (one: Report) =>
      parsed(one)
        .testsuite.flatMap(({testcase}) => testcase)
        .flatMap(({name, error}) => (error === undefined ? [] : [[name, error.message]]))
    expect(errorsOf(stopped)).toEqual([
      ['run k=1 on smollm2-360m', 'it stopped before all queries had been asked'],
      ['run k=5 on smollm2-360m', 'nothing was asked'],
      ['the whole bench', 'it was stopped before its end'],
    ])
    expect(errorsOf({...report, runs: [], tables: []})).toEqual([['the whole bench', 'nothing was run']])
  })

  test.each(hostile)('carries %j', (text) => {
    const report = fakeReport(32)
    const checks = [{name: text, passed: false, detail: text}]
    const cases = parsed({...report, checks}).testsuite.flatMap(({testcase}) => testcase)
    const shown = text
      .replaceAll('\u0007', String.raw`\x07`)
      .replaceAll('\u001B', String.raw`\x1b`)
      .replaceAll('\0', String.raw`\x00`)
      .replaceAll('\u0085', String.raw`\x85`)
      .replace(/[\uD800\u202E\uFFFF](?![\uDC00-\uDFFF])/gu, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`)
    expect(cases.find(({classname}) => classname === 'serac.bench')).toMatchObject({
      name: shown,
      failure: {message: shown},
    })
  })
})
