import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from 'vitest'
import type {Report} from '../../src/core/bench/report/report.js'
import {exitCodes} from '../../src/core/fault.js'
import {once} from '../../src/core/once.js'
import {place, type Ran} from '../cli/serac.js'

const page = readFileSync(join(import.meta.dirname, '../../docs/ci.md'), 'utf8')
/** Where the commands run, one after the other, as they would in a checkout. */
const checkout = mkdtempSync(join(tmpdir(), 'serac-ci-'))
afterAll(() => rmSync(checkout, {recursive: true, force: true}))

/** The code blocks of the page in one language. */
const blocks = (language: string): string[] =>
  [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, name, text]) =>
    name === language && text !== undefined ? [text] : [],
  )

/** What the `run:` lines of a workflow hold, whether on one line or indented below it. */
function runsOf(yaml: string): string[] {
  const lines = yaml.split('\n')
  return lines.flatMap((line, at) => {
    const [, lead = '', text] = /^([ -]*)run: (.*)$/.exec(line) ?? []
    if (text === undefined) return []
    if (text !== '|') return [text]
    const rest = lines.slice(at + 1)
    const end = rest.findIndex((next) => next.search(/\S/) <= lead.length)
    return [rest.slice(0, end === -1 ? rest.length : end).join('\n')]
  })
}

const [workflow = ''] = blocks('yaml')
const steps = runsOf(workflow)
const [baseline = '', edits = ''] = blocks('sh')

const sh = (script: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  place().shell(`set -e\n${script}`, {
    cwd: checkout,
    env: {
      SERAC_CACHE_DIR: join(checkout, 'cache'),
      GITHUB_STEP_SUMMARY: join(checkout, 'summary'),
      ...env,
    },
  })

/** The page's own preparations, once. */
const prepared = once(async () => [await sh(baseline), await sh(edits)])
const find = (word: string): string => steps.find((step) => step.includes(word)) ?? ''
const read = (name: string): string => readFileSync(join(checkout, name), 'utf8')

test('the workflow installs, builds and links serac before it uses it', () => {
  const first = steps.findIndex((step) => step.includes('serac '))
  expect(steps.slice(0, first)).toEqual(['npm ci', 'npm run build', 'npm link'])
  expect(steps.slice(first)).toHaveLength(3)
})

describe('the commands of the page', () => {
  test('make a baseline and an edit with its tests', async () => {
    expect((await prepared()).map(({code}) => code)).toEqual([0, 0])
    expect((JSON.parse(read('baseline.json')) as Report).runs[0]).toMatchObject({complete: true})
    expect(read('.serac/ledger.jsonl')).toContain('How tall is the Harrow Lighthouse?')
  }, 180_000)

  test('pass on the models that ship, and leave the files that the workflow takes up', async () => {
    await prepared()
    for (const step of steps.filter((text) => !text.startsWith('npm ')))
      expect(await sh(step)).toMatchObject({code: 0})
    const {gates} = JSON.parse(read('bench.json')) as Report
    expect(gates.map(({metric, passed}) => `${metric} ${passed}`)).toEqual([
      'ES true',
      'DD true',
      'ES true',
      'DD true',
    ])
    for (const name of ['bench.xml', 'bench.html', 'edits.xml'])
      expect(existsSync(join(checkout, name))).toBe(true)
    expect(read('summary')).toBe(read('bench.md') + read('edits.md'))
  }, 180_000)

  test('fail with 5 where the model got worse, their reports written', async () => {
    await prepared()
    const ran = await sh(find('bench qa'), {SERAC_THRESHOLD: '0.9999'})
    expect(ran.code).toBe(5)
    const {gates} = JSON.parse(read('bench.json')) as Report
    expect(gates.filter(({passed}) => !passed).map(({metric, bound}) => `${metric} ${bound}`)).toEqual([
      'ES >= 0.7',
      'ES drop <= 0.02 against baseline.json',
    ])
    expect(await sh(find('bench edits'), {SERAC_THRESHOLD: '0.99999'})).toMatchObject({code: 5})
  }, 180_000)
})

test('the exit codes of the page are those of the program', () => {
  const told = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
  const known: number[] = Object.values(exitCodes)
  expect(told.filter((code) => code !== 0 && !known.includes(code))).toEqual([])
  expect(told).toEqual(expect.arrayContaining([0, exitCodes.usage, exitCodes.gate, exitCodes.interrupted]))
})
