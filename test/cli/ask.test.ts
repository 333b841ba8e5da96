import {cp, mkdtemp, rm, truncate, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {json, place, type Place, type Ran} from './serac.js'

const models = join(import.meta.dirname, '../../models')
const kaldor = ['Who is the mayor of Kaldor?', 'Ada Brenn'] as const

async function withEdit(): Promise<Place> {
  const here = place()
  await here.run(['edit', 'add', ...kaldor])
  return here
}

const rows = (ran: Ran): unknown[] =>
  ran.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)

describe('questions of a pipe', () => {
  test('are answered in order, one line each, however slowly and raggedly they come', async () => {
    const {run} = await withEdit()
    const ran = await run(['ask', '--max-tokens', '3'], {
      during: async ({stdin}) => {
        for (const piece of [
          '\uFEFFWho is the may',
          'or of Kaldor?\r\nWhat is 2+2?\n\nWho is Kal',
          "dor's mayor?",
        ]) {
          await sleep(300)
          stdin?.write(piece)
        }
        stdin?.end()
      },
    })
    const lines = ran.stdout.split('\n')
    expect(lines.length).toBe(5)
    expect([lines[0], lines[2], lines[3], lines[4]]).toEqual(['Ada Brenn', '', 'Ada Brenn', ''])
    expect([ran.code, ran.stderr]).toEqual([0, ''])
  })

  test('come back with their answer, source, edit and score as JSON lines', async () => {
    const {run} = await withEdit()
    const ran = await run(['ask', '--jsonl', '--max-tokens', '3'], {stdin: `${kaldor[0]}\nWhat is 2+2?\n`})
    expect(rows(ran)).toEqual([
      {
        question: kaldor[0],
        answer: 'Ada Brenn',
        source: 'edit',
        edit: expect.stringMatching(/^[0-9a-f]{64}$/),
        beta: expect.closeTo(1, 0),
        ms: expect.any(Number),
      },
      {
        question: 'What is 2+2?',
        answer: expect.any(String),
        source: 'base',
        edit: null,
        beta: expect.closeTo(0, 0),
        ms: expect.any(Number),
      },
    ])
  })

  test('that cannot be asked are told with their line, and the others are answered', async () => {
    const {run} = await withEdit()
    const stdin = `${kaldor[0]}\nnul\0\n${'word '.repeat(50_000)}\n${kaldor[0]}\n`
    const ran = await run(['ask', '--jsonl', '--max-tokens', '3'], {stdin})
    expect(ran.code).toBe(2)
    expect(rows(ran)).toMatchObject([
      {answer: 'Ada Brenn'},
      {error: {code: 'bad-input', message: 'stdin line 2: the question contains a NUL character'}},
      {error: {code: 'bad-input', message: expect.stringContaining('stdin line 3: the question is')}},
      {answer: 'Ada Brenn'},
    ])
    expect(ran.stderr).toContain('stdin line 2: the question contains a NUL character')
  })

  test('that are no text, or longer than a line may be, are told too', async () => {
    const {run} = await withEdit()
    const stdin = Buffer.concat([
      Buffer.from([0x61, 0xff, 0x0a]),
      Buffer.from(`${kaldor[0]}\n`),
      Buffer.alloc(2 << 20, 'x'),
      Buffer.from(`\n${kaldor[0]}`),
    ])
    const told = await run(['ask', '--jsonl'], {stdin})
    const bad = (message: string) => ({question: '', error: {code: 'bad-input', message}})
    expect(told.code).toBe(2)
    expect(rows(told)).toMatchObject([
      bad('stdin line 1 is not valid UTF-8 (byte 2)'),
      {answer: 'Ada Brenn'},
      bad('stdin line 3 is longer than 1048576 bytes'),
      {answer: 'Ada Brenn'},
    ])
    const plain = await run(['ask'], {stdin})
    expect([plain.code, plain.stdout]).toEqual([2, '\nAda Brenn\n\nAda Brenn\n'])
    expect(plain.stderr).toMatch(/^warning: stdin line 1 .*\nwarning: stdin line 3 .*\n$/)
    expect((await run(['ask', '-eq'], {stdin})).stderr).toBe('')
  })

  test('stop with 141 when nobody reads the answers', async () => {
    const {shell} = await withEdit()
    const ran = await shell(`yes '${kaldor[0]}' | serac ask | head -1; echo \${PIPESTATUS[1]}`)
    expect(ran.stdout).toBe('Ada Brenn\n141\n')
  })

  test('stop with 130 on Ctrl-C, the answers so far printed', async () => {
    const {run} = await withEdit()
    const ran = await run(['ask'], {
      during: async (child) => {
        child.stdin?.write(`${kaldor[0]}\n`)
        await new Promise((resolve) => child.stdout?.once('data', resolve))
        child.kill('SIGINT')
      },
    })
    expect([ran.code, ran.stdout]).toEqual([130, 'Ada Brenn\n'])
  })
})

describe('a question of the command line', () => {
  test('that is blank, too long or not Unicode is refused with 2, as JSON too', async () => {
    const {run} = place()
    for (const text of ['', '   ', 'x'.repeat(30_000)]) {
      const ran = await run(['ask', '--json', '--', text])
      expect([ran.code, json(ran)]).toMatchObject([2, {error: {code: 'bad-input', exit: 2}}])
    }
  })

  test('shows under --explain the nearest edits, their scores, the threshold and the route', async () => {
    const {run} = await withEdit()
    const plain = await run(['ask', '--explain', kaldor[0]])
    expect(plain.stdout).toMatch(
      /^Ada Brenn\n {2}route edit [0-9a-f]{7}: beta [01]\.\d{3} is at least the threshold [\d.]+\n {4}[0-9a-f]{7} {2}[01]\.\d{3} {2}\(embed [01]\.\d{3}, cross [01]\.\d{3}\) {2}Who is the mayor of Kaldor\? Ada Brenn\n$/,
    )
    const told = await run(['ask', '--explain', '--json', kaldor[0]])
    expect(json(told)).toMatchObject({answers: [{explain: {nearest: [{text: kaldor.join(' ')}]}}]})
  })

  test('says under --explain that no edit was considered where none was', async () => {
    const {run} = await withEdit()
    const {stdout} = await run(['ask', '-e', '--editor', 'none', '--max-tokens', '2', kaldor[0]])
    expect(stdout).toContain('route base: no edit was considered\n')
  })

  test.each(['embed', 'cross', 'cascade'])('is routed by the %s scope', async (scope) => {
    const {run} = await withEdit()
    const ran = await run([
      'ask',
      '--json',
      '--scope',
      scope,
      '--max-tokens',
      '2',
      kaldor[0],
      'Why is the sky blue?',
    ])
    expect(json(ran)).toMatchObject({answers: [{source: 'edit', answer: 'Ada Brenn'}, {source: 'base'}]})
  })

  test('prints a line break of an answer as \\n, and keeps it in JSON', async () => {
    const {run} = place()
    await run(['edit', 'add', 'What is the motto of Kaldor?', 'First we dig.\nThen we build.'])
    const asked = ['ask', 'What is the motto of Kaldor?']
    expect((await run(asked)).stdout).toBe('First we dig.\\nThen we build.\n')
    expect(json(await run([...asked, '--json']))).toMatchObject({
      answers: [{answer: 'First we dig.\nThen we build.'}],
    })
  })
})

describe('trying an edit out', () => {
  const off = {env: {SERAC_EDITOR: 'none'}}

  test('takes every kind of edit, asks in the order of the flags, and heeds no SERAC_EDITOR', async () => {
    const {run} = place()
    const answer = ['edit', 'test', '--ask', kaldor[0], ...kaldor, '--json']
    expect(json(await run(answer, off))).toMatchObject({answers: [{answer: 'Ada Brenn', source: 'edit'}]})
    const fact = ['edit', 'test', '--fact', 'Ada Brenn is the mayor of Kaldor.', '--json']
    const told = await run([...fact, '--claim', 'Ada Brenn is the mayor of Kaldor.'], off)
    expect(json(told)).toMatchObject({answers: [{question: 'Ada Brenn is the mayor of Kaldor.'}]})
    for (const args of [fact, ['edit', 'test', '--ask', 'a?']]) {
      expect((await run(args)).code).toBe(2)
    }
  })

  test('with --check tells of an edit in the way, whatever editor is set', async () => {
    const {run} = await withEdit()
    const args = ['edit', 'add', "Who is Kaldor's mayor?", 'Bo Lind', '--check', '--dry-run', '--json']
    expect(json(await run(args, off))).toMatchObject({overlaps: [{text: kaldor.join(' ')}]})
  })
})

describe('a model file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'serac-models-'))
  })
  afterAll(() => rm(folder, {recursive: true, force: true}))

  test.each([
    ['missing', 'model-missing', (path: string) => rm(path)],
    ['truncated', 'model-altered', (path: string) => truncate(path, 100)],
    ['altered', 'model-altered', (path: string) => writeFile(path, Buffer.alloc(27, 'x'), {flag: 'r+'})],
  ] as const)('that is %s is named, with exit code 4 and no answer', async (state, code, damage) => {
    await cp(models, folder, {recursive: true, force: true})
    await damage(join(folder, 'minilm/embed.data'))
    const {run} = await withEdit()
    const ran = await run(['ask', '--json', kaldor[0]], {env: {SERAC_MODELS: folder}})
    expect([ran.code, json(ran)]).toEqual([
      4,
      {
        error: {
          code,
          message: `the model file ${join(folder, 'minilm/embed.data')} is ${state}`,
          exit: 4,
          hints: expect.any(Array),
        },
      },
    ])
    const verified = await run(['models', 'verify'], {env: {SERAC_MODELS: folder}})
    expect(verified.code).toBe(4)
    expect(verified.stdout).toContain(`${state.padEnd(9)} minilm/embed.data`)
  })

  test('is not looked at by the commands that need none', async () => {
    const {run} = place()
    const env = {SERAC_MODELS: join(folder, 'nowhere')}
    expect((await run(['edit', 'add', ...kaldor], {env})).code).toBe(0)
    expect((await run(['edit', 'ls'], {env})).code).toBe(0)
    expect((await run(['ask', kaldor[0]], {env})).code).toBe(4)
  })
})
