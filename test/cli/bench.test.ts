import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {Ajv2020} from 'ajv/dist/2020.js'
import {XMLParser} from 'fast-xml-parser'
import {afterAll, describe, expect, test} from 'vitest'
import type {Outcome, Report} from '../../src/core/bench/report/report.js'
import {once} from '../../src/core/once.js'
import {json, place, type Place, type Ran} from './serac.js'

const root = join(import.meta.dirname, '../..')
/** Twelve edits with two queries on each side. */
const problems = join(root, 'test/fixtures/bench')
/** Reports and kept answers of the first run, for those that compare themselves with it. */
const shared = mkdtempSync(join(tmpdir(), 'serac-bench-'))
const env = {SERAC_PROBLEMS: problems, SERAC_CACHE_DIR: join(shared, 'cache')}
const small = ['bench', 'qa', '--edits', '12', '--per-edit', '1', '--max-tokens', '3']

afterAll(() => rmSync(shared, {recursive: true, force: true}))

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const reportIn = (path: string): Report => readJson(path) as Report
const linesOf = (text: string): string[] => text.split('\n').filter(Boolean)

/** A run that meets its gates, with a report of each kind; made once. */
const passing = once(async (): Promise<Ran> => {
  const files = ['old.json', 'old.html', 'old.md', 'old.xml'].flatMap((name) => ['--report', name])
  const gates = ['--min-es', '0.5', '--max-dd', 'qa=0.5']
  return place().run([...small, ...gates, ...files, '--json'], {cwd: shared, env})
})

/** Values of the queries by their ids. */
const valuesOf = (report: Report): unknown =>
  Object.fromEntries(
    report.runs.flatMap(({outcomes}) =>
      outcomes.map(({id, value, answer, source}: Outcome) => [id, {value, answer, source}]),
    ),
  )

/** The files that keep a bench's own answers. */
const keptIn = (cache: string): string[] =>
  readdirSync(join(cache, 'bench'))
    .filter((name) => name.startsWith('run-'))
    .map((name) => join(cache, 'bench', name))

/** A place whose models folder names the models and holds none of their weights. */
function withoutWeights(): {here: Place; env: Record<string, string>} {
  const here = place()
  const models = join(here.dir, 'models')
  mkdirSync(models)
  for (const name of ['manifest.json', 'calibration.json'])
    copyFileSync(join(root, 'models', name), join(models, name))
  copyFileSync(join(problems, 'qa.jsonl'), join(here.dir, 'qa.jsonl'))
  return {here, env: {...env, SERAC_MODELS: models}}
}

/** It ends with 2, told once on stderr with something to type next, and no model was looked for. */
function refused(ran: Ran, says: RegExp): void {
  expect([ran.code, ran.stdout]).toEqual([2, ''])
  expect(ran.stderr).toMatch(says)
  expect(ran.stderr).toMatch(/^error: .*\n(?: {2}try: .*\n)+$/)
}

const zsre = '[{"subject": "s", "src": "a?", "alt": "b", "rephrase": "c?", "answers": [], "loc": "d"}]'
const good = '{"question": "a?", "answer": "b", "in": ["c?"], "out": ["d?"]}\n'

describe('before any model is loaded', () => {
  test('a bench with nothing wrong would go on to the models', async () => {
    const {here, env: bare} = withoutWeights()
    const ran = await here.run(small, {env: bare})
    expect([ran.code, ran.stderr]).toEqual([4, expect.stringContaining('is missing')])
  })

  test.each([
    [[], /no problem to run/],
    [['qa-hrad'], /there is no problem or table qa-hrad; did you mean qa-hard\?/],
    [['qa', '--data', 'qa.jsonl'], /--data qa\.jsonl is a problem of its own: leave qa away/],
    [['--data', 'qa.jsonl', '--format', 'zsree'], /--format=zsree to be one of: serac,/],
    [['qa', '--format', 'zsre'], /--data/],
    [['qa', '--edits', '0'], /--edits is "0"/],
    [['qa', '--edits', '5,x'], /--edits is "5,x"/],
    [['qa', '--per-edit', '0'], /--per-edit is "0"/],
    [['qa', '--limit', '0'], /--limit .*greater than or equal to 1/],
    [['qa', '--limit', '5', '--quick'], /--quick/],
    [['qa', '--editor', 'serac,lux'], /--editor=lux to be one of/],
    [['qa', '--min-es', '1.5'], /--min-es is "1\.5", but must be a number from 0 to 1/],
    [['qa', '--max-dd', '-1'], /--max-dd is "-1"/],
    [['qa', '--min-es', '0.5', '--min-es', 'qa=0.6'], /--min-es is given twice for qa/],
    [['qa', '--min-es', 'fc=0.6'], /--min-es fc=0\.6: fc is not run/],
    [['qa', '--max-drop', '0.1'], /--max-drop needs --baseline FILE/],
    [['qa', '--report', 'report.pdf'], /report\.pdf: the suffix must be one of \.html, \.md, \.json, \.xml/],
    [['qa', '--report', 'none/report.html'], /the folder none cannot be written/],
    [['fc'], /has no problem fc/],
    [['edits'], /none of the 0 live edits has test questions/],
  ])('%j is refused with 2', async (args, says) => {
    const {here, env: bare} = withoutWeights()
    refused(await here.run(['bench', ...args], {env: bare}), says)
  })

  test.each([
    [
      'another layout',
      zsre,
      ['--format', 'serac'],
      /record 1 is not serac .*; it looks like zsre\n.*--format zsre/,
    ],
    ['no known layout', '{"a": 1}\n', [], /record 1 is of no known format \(its fields: a\)/],
    [
      'a record without a field',
      `${good}{"question": "e?"}\n`,
      [],
      /line 2, column 1: field "answer" is missing\n.*--skip-bad/,
    ],
    ['nothing', '', [], /there is no edit in it/],
    ['no in-scope query', '{"question": "a?", "answer": "b", "out": ["c"]}\n', [], /holds no in-scope query/],
    [
      'no out-of-scope query',
      '{"question": "a?", "answer": "b", "in": ["c"]}\n',
      [],
      /holds no out-of-scope query/,
    ],
    ['bytes that are no UTF-8', Buffer.from('{"fact": "a\xFF"}\n', 'latin1'), [], /is not a text in UTF-8/],
  ])('a file with %s is refused with 2, by its name', async (_, content, flags, says) => {
    const {here, env: bare} = withoutWeights()
    writeFileSync(join(here.dir, 'mine.jsonl'), content)
    const ran = await here.run(['bench', '--data', 'mine.jsonl', ...flags], {env: bare})
    refused(ran, says)
    expect(ran.stderr).toContain('mine.jsonl')
  })

  test('a file that is not there, or a folder, is refused with 2, under --json too', async () => {
    const {here, env: bare} = withoutWeights()
    refused(await here.run(['bench', '--data', 'none.json'], {env: bare}), /cannot read none\.json: ENOENT/)
    const told = await here.run(['bench', '--data', '.', '--json'], {env: bare})
    expect([told.code, told.stderr]).toEqual([2, ''])
    expect(json(told)).toMatchObject({error: {code: 'bad-input', exit: 2, message: /EISDIR/}})
  })

  test('a problem that is not the one of its manifest is refused with 2', async () => {
    const {here, env: bare} = withoutWeights()
    const folder = join(here.dir, 'problems')
    cpSync(problems, folder, {recursive: true})
    appendFileSync(join(folder, 'qa.jsonl'), '\n')
    const ran = await here.run(small, {env: {...bare, SERAC_PROBLEMS: folder}})
    refused(ran, /qa\.jsonl is not the file of the manifest \(sha256 [0-9a-f]{64}\)/)
  })
})

describe('a baseline', () => {
  test.each<[string, (text: string) => string, RegExp]>([
    ['of no JSON', (text) => text.slice(1), /old\.json: the report is not JSON/],
    [
      'with a wrong field',
      (text) => text.replace('"k": 12', '"k": "12"'),
      /old\.json: field "runs\.0\.k": number expected/,
    ],
    [
      'of another schema',
      (text) => text.replace('serac-bench/1', 'serac-bench/9'),
      /field "schema": .*serac-bench\/9/,
    ],
    [
      'of another version',
      (text) => text.replace('"version": 1', '"version": 7'),
      /its qa is version 7, not 1/,
    ],
    ['of other data', (text) => text.replace(/("sha256": ")./, '$1f'), /its qa has other data/],
    [
      'of another base model',
      (text) => text.replace(/("role": "base",[^}]*"hash": "\w{4})\w{4}/, '$1ffff'),
      /another base model/,
    ],
    ['of another seed', (text) => text.replace('"seed": 0', '"seed": 3'), /its seed is 3, not 0/],
    [
      'of longer answers',
      (text) => text.replace('"maxTokens": 3', '"maxTokens": 9'),
      /may have 9 tokens, not 3/,
    ],
    [
      'of more queries',
      (text) => text.replace('"perEdit": 1', '"perEdit": null'),
      /it asked all queries an edit, not 1/,
    ],
    [
      'of fewer edits',
      (text) => text.replace('"edits": 12', '"edits": 11'),
      /it used 11 edits of qa, not 12/,
    ],
    [
      'that was stopped',
      (text) => text.replace('"partial": false', '"partial": true'),
      /stopped before its end/,
    ],
  ])('%s is refused with 2, before any model is loaded', async (_, change, says) => {
    await passing()
    const {here, env: bare} = withoutWeights()
    const text = readFileSync(join(shared, 'old.json'), 'utf8')
    expect(change(text)).not.toBe(text)
    writeFileSync(join(here.dir, 'old.json'), change(text))
    refused(await here.run([...small, '--baseline', 'old.json'], {env: bare}), says)
  })
})

describe('a bench that was run', () => {
  test('ends with 0 where its gates are met, and prints the JSON that it writes', async () => {
    const ran = await passing()
    expect([ran.code, ran.stderr]).toEqual([0, ''])
    const report = json(ran)
    expect(report).toEqual(readJson(join(shared, 'old.json')))
    const schema = readJson(join(root, 'docs/report.schema.json')) as object
    const conforms = new Ajv2020({allowUnionTypes: true}).compile(schema)
    expect([conforms(report), conforms.errors]).toEqual([true, null])
    expect(report).toMatchObject({
      partial: false,
      runs: [{problem: 'qa', editor: 'serac (cascade)', k: 12, complete: true, outcomes: {length: 24}}],
      gates: [{passed: true}, {passed: true}],
    })
    expect((report as Report).checks.filter(({passed}) => !passed)).toEqual([])
  })

  test('writes a page, a summary and a JUnit file in the same run', async () => {
    await passing()
    expect(readFileSync(join(shared, 'old.html'), 'utf8')).toMatch(/^<!doctype html>[^]*serac \(cascade\)/i)
    expect(readFileSync(join(shared, 'old.md'), 'utf8')).toMatch(/\| *qa *\|/)
    expect(readFileSync(join(shared, 'old.xml'), 'utf8')).toContain('<testsuites name="serac bench"')
  })

  test('ends with 5 where a gate is not met, and says by how much on the screen and in JUnit', async () => {
    await passing()
    const gates = ['--threshold', '0.9999', '--min-es', '0.5', '--max-dd', '0.5', '--baseline', 'old.json']
    const ran = await place().run([...small, ...gates, '--report', 'new.xml'], {cwd: shared, env})
    expect([ran.code, ran.stderr]).toEqual([5, 'report written: new.xml\n'])
    expect(ran.stdout).toMatch(/FAILED +qa .* ES +>= 0\.5 .*0\.500 too low/)
    expect(ran.stdout).toMatch(
      /FAILED +qa .* ES +drop <= 0 against old\.json .*12 (?:edits )?worse, 0 better/,
    )
    expect(ran.stdout).toMatch(/\nFAILED: 2 of 4 gates\n$/)
    const parser = new XMLParser({ignoreAttributes: false, isArray: (name) => name === 'testcase'})
    const {testsuites} = parser.parse(readFileSync(join(shared, 'new.xml'), 'utf8')) as {
      testsuites: {'@_failures': string; testsuite: {testcase: {'@_name': string; failure?: object}[]}[]}
    }
    expect(testsuites['@_failures']).toBe('2')
    const failed = testsuites.testsuite.flatMap(({testcase}) => testcase.filter(({failure}) => failure))
    expect(failed).toMatchObject([
      {'@_name': 'ES k=12 >= 0.5', failure: {'@_message': expect.stringContaining('0.500 too low')}},
      {'@_name': 'ES k=12 drop <= 0 against old.json'},
    ])
  })

  test('ends with 5 where nothing that was asked for can be had, under --json too', async () => {
    const {here, env: bare} = withoutWeights()
    const ran = await here.run([...small, '--editor', 'ft'], {env: bare})
    expect([ran.code, ran.stderr]).toEqual([5, ''])
    expect(ran.stdout).toMatch(/Not run\n.*\nqa +ft +.*gradients[^]*FAILED: nothing was run\n$/)
    const told = await here.run([...small, '--editor', 'ft', '--json'], {env: bare})
    expect([told.code, json(told)]).toMatchObject([5, {runs: [], absent: [{editor: 'ft'}], partial: false}])
  })

  test('runs what it can where a scope that was asked for is not there', async () => {
    const args = [...small, '--limit', '1', '--scope', 'embed-small,embed', '--json']
    const report = json(await place().run(args, {env})) as Report
    const names = [...report.runs, ...report.absent].map(({editor}) => editor).sort()
    expect(names).toEqual(['serac (embed)', 'serac (embed-small)'])
    expect(report.checks).not.toEqual([])
  })

  test('ends with 141 where nobody reads on, its report written', async () => {
    const line = `serac ${small.join(' ')} --limit 1 --report x.json | true; echo \${PIPESTATUS[0]}`
    const {shell, dir} = place()
    const {stdout} = await shell(line, {env})
    expect(stdout).toBe('141\n')
    expect(reportIn(join(dir, 'x.json')).partial).toBe(false)
  })
})

test('Ctrl-C leaves a partial report and 130, and --resume goes on to what an unbroken run gives', async () => {
  await passing()
  const {run, dir} = place()
  const own = {...env, SERAC_CACHE_DIR: join(dir, 'cache')}
  const args = [...small, '--report', 'r.json']
  const kept = (): string =>
    keptIn(own.SERAC_CACHE_DIR)
      .map((path) => readFileSync(path, 'utf8'))
      .join('')
  const stopped = await run(args, {
    env: own,
    during: async (child) => {
      const begun = (): boolean => {
        try {
          return linesOf(kept()).length >= 2
        } catch {
          return false
        }
      }
      while (!begun() && child.exitCode === null) await sleep(10)
      child.kill('SIGINT')
    },
  })
  expect([stopped.code, stopped.stderr]).toEqual([
    130,
    'report written: r.json\nstopped; the same command with --resume goes on\n',
  ])
  const part = reportIn(join(dir, 'r.json'))
  expect([part.partial, part.runs[0]?.complete]).toEqual([true, false])
  const before = kept()
  const resumed = await run([...args, '--resume'], {env: own})
  expect([resumed.code, resumed.stderr]).toEqual([0, 'report written: r.json\n'])
  const whole = reportIn(join(dir, 'r.json'))
  expect([whole.partial, valuesOf(whole)]).toEqual([false, valuesOf(reportIn(join(shared, 'old.json')))])
  expect(valuesOf(whole)).toMatchObject(valuesOf(part) as object)
  expect(kept().startsWith(before)).toBe(true)
  const keys = linesOf(kept()).map((line) => (JSON.parse(line) as [string, string])[0])
  expect(new Set(keys).size).toBe(keys.length)
}, 180_000)

test('the tests kept with live edits pass, and fail when an edit does not do what its tests say', async () => {
  const {run} = place()
  const lighthouse = ['edit', 'add', 'When was the Harrow Lighthouse built?', '1893']
  await run([...lighthouse, '--in', 'In what year was the Harrow Lighthouse built?'])
  expect(await run(['bench', 'edits'], {env})).toMatchObject({code: 0, stderr: ''})
  const kaldor = ['edit', 'add', 'Who is the mayor of Kaldor?', 'Ada Brenn']
  await run([...kaldor, '--in', "Who is Kaldor's mayor?", '--out', 'How many people live in Kaldor?'])
  const both = await run(['bench', 'edits', '--json'], {env})
  expect([both.code, json(both)]).toMatchObject([
    0,
    {
      runs: [{problem: 'edits', protocol: 'routing', k: 2, outcomes: {length: 3}}],
      gates: [
        {metric: 'ES', bound: '>= 1', passed: true},
        {metric: 'DD', bound: '<= 0', passed: true},
      ],
    },
  ])
  await run(['edit', 'add', 'What is the motto of Kaldor?', 'Dig on', '--in', 'Why is the sky blue?'])
  const failed = await run(['bench', 'edits'], {env})
  expect([failed.code, failed.stderr]).toEqual([5, ''])
  expect(failed.stdout).toMatch(/FAILED +edits .*ES +>= 1 .*0\.333 too low[^]*\nFAILED: 1 of 2 gates\n$/)
}, 120_000)
