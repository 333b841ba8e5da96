import {grouped} from './group.js'
import {escape, markup, type Markup} from './markup.js'
import {decimal} from './number.js'
import type {Check, Gate, Report, Run} from './report.js'
import {gap, isNothing} from './verdict.js'

/** One test case; at most one of the three ways not to pass is there. */
interface Case {
  readonly suite: string
  readonly classname: string
  readonly name: string
  readonly seconds: number
  readonly outcome?: {readonly as: 'failure' | 'error' | 'skipped'; readonly message: string}
}

/**
 * The report as JUnit XML, a suite a problem. A gate and a check are a case each, and fail with their detail; a run is
 * a case that holds its time, and an error when it is incomplete or empty; what cannot be run here is skipped.
 */
export function toJUnit(report: Report): string {
  const cases = [
    ...report.runs.map(runCase),
    ...report.gates.map(gateCase),
    ...report.absent.map(({problem, editor, why}): Case => ({
      suite: problem,
      classname: `${problem}.${editor}`,
      name: 'run',
      seconds: 0,
      outcome: {as: 'skipped', message: why},
    })),
    ...report.checks.map(checkCase),
    ...wholeCase(report),
  ]
  const suites = grouped(cases, ({suite}) => [suite]).map((of) => suiteXml(of, report.created))
  return `${
    markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="serac bench" ${totals(cases)}>
${suites}</testsuites>
`.markup
  }`
}

function runCase(run: Run): Case {
  const {problem, editor, base, k, seconds} = run
  const missing = gap(run)
  const message = missing === 'empty' ? 'nothing was asked' : 'it stopped before all queries had been asked'
  return {
    suite: problem,
    classname: `${problem}.${editor}`,
    name: `run k=${k} on ${base.name}`,
    seconds,
    ...(missing !== null && {outcome: {as: 'error', message}}),
  }
}

function gateCase({problem, editor, k, metric, bound, value, passed, detail}: Gate): Case {
  const got = value === null ? 'no number' : decimal(value, 4)
  return {
    suite: problem,
    classname: `${problem}.${editor}`,
    name: `${metric} k=${k} ${bound}`,
    seconds: 0,
    ...(!passed && {outcome: {as: 'failure', message: `${got}: ${detail}`}}),
  }
}

function checkCase({name, passed, detail}: Check): Case {
  return {
    suite: 'checks',
    classname: 'serac.bench',
    name,
    seconds: 0,
    ...(!passed && {outcome: {as: 'failure', message: detail}}),
  }
}

/** What is wrong with the report as a whole, which no run can tell. */
function wholeCase(report: Report): readonly Case[] {
  const one = {suite: 'bench', classname: 'serac.bench', name: 'the whole bench', seconds: 0}
  if (isNothing(report)) return [{...one, outcome: {as: 'error', message: 'nothing was run'}}]
  return report.partial ? [{...one, outcome: {as: 'error', message: 'it was stopped before its end'}}] : []
}

function suiteXml(cases: readonly Case[], created: string): Markup {
  const time = created.replace(/\.\d+Z?$|Z$/, '')
  return markup`  <testsuite name="${cases[0]?.suite ?? ''}" timestamp="${time}" ${totals(cases)}>
${cases.map(caseXml)}  </testsuite>
`
}

function caseXml({classname, name, seconds, outcome}: Case): Markup {
  const open = markup`    <testcase classname="${classname}" name="${name}" time="${seconds.toFixed(3)}"`
  if (outcome === undefined)
    return markup`${open}/>
`
  const {as, message} = outcome
  return markup`${open}>
      <${as} message="${message}"${as === 'skipped' ? '' : markup` type="${as}"`}/>
    </testcase>
`
}

function totals(cases: readonly Case[]): Markup {
  const ended = (as: string) => cases.filter(({outcome}) => outcome?.as === as).length
  const time = cases.reduce((sum, {seconds}) => sum + seconds, 0)
  const numbers = {
    tests: cases.length,
    failures: ended('failure'),
    errors: ended('error'),
    skipped: ended('skipped'),
    time: time.toFixed(3),
  }
  return {
    markup: Object.entries(numbers)
      .map(([name, value]) => `${name}="${escape(String(value))}"`)
      .join(' '),
  }
}
