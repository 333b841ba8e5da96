import {chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {json, place, type Place, type RunOptions} from './serac.js'

/** Runs a command that must fail, plainly and with --json, and checks that both tell the same in their own way. */
async function fails(
  {run}: Place,
  args: readonly string[],
  {code, exit, says, ...options}: RunOptions & {code: string; exit: number; says: string | RegExp},
): Promise<void> {
  const plain = await run(args, options)
  expect(plain, plain.stderr).toMatchObject({code: exit, stdout: ''})
  expect(plain.stderr).toMatch(/^error: /)
  expect(plain.stderr).toMatch(says)
  expect(plain.stderr).not.toMatch(/^ {4}at /m)
  const end = args.indexOf('--')
  const flagged = end === -1 ? [...args, '--json'] : [...args.slice(0, end), '--json', ...args.slice(end)]
  const told = await run(flagged, options)
  expect(told.code).toBe(exit)
  const {error} = json(told) as {error: {message: string}}
  expect(error).toEqual({code, exit, message: expect.stringMatching(says), hints: expect.any(Array)})
  expect(told.stdout).not.toContain(String(process.env['HOME']) + '/')
}

describe('a text that is no text', () => {
  test.each([
    ['an empty question', ['', 'b'], 'the question is empty'],
    ['a blank question', [' \t ', 'b'], 'the question is empty'],
    ['a blank answer', ['a?', '\r\n'], 'the answer is empty'],
    ['a text over the limit', ['a?', 'b'.repeat(5000)], 'the answer is 5000 characters long'],
    ['a missing answer', ['a?'], 'the answer is missing'],
  ])('%s is a usage error, and nothing is recorded', async (_, args, says) => {
    const here = place()
    await fails(here, ['edit', 'add', ...args], {
      code: args.length === 1 ? 'usage' : 'bad-input',
      exit: 2,
      says,
    })
    expect(json(await here.run(['edit', 'ls', '--json']))).toMatchObject({seq: 0})
  })

  test.each([
    ['NUL', '{"question":"a\\u0000?","answer":"b"}', /line 2, column 2: field "question".*NUL/],
    [
      'a lone surrogate',
      '{"question":"a?","answer":"\\ud800"}',
      /line 2, column 18: field "answer".*surrogate/,
    ],
    ['a blank answer', '{"question":"a?","answer":"  "}', /line 2, column 18: field "answer".*empty/],
    ['no JSON', '{"question":"a?",}', /line 2, column 18: a name in double quotes expected, not "}"/],
    [
      'a JSON line that is cut',
      '{"question":"a?"',
      /line 2, column 17: ',' or '}' expected, but the text ends/,
    ],
    ['a raw control character', '{"fact":"a\u0007"}', /line 2, column 11: control character/],
    ['another field', '{"fact":"a","tagz":[]}', /line 2, column 13: field "tagz": there is no such field/],
    ['a wrong type', '{"fact":5}', /line 2, column 2: field "fact": string expected, not 5/],
    ['a field twice', '{"fact":"a", "fact":"b"}', /line 2, column 14: "fact" stands twice/],
    ['two kinds of edit', '{"fact":"a","topic":"b"}', /line 2, column 1: an edit has/],
    ['a prototype', '{"fact":"a","__proto__":{"x":1}}', /line 2, column 13: field "__proto__"/],
    [
      'a bad date',
      '{"fact":"a","validUntil":"2026-02-30"}',
      /line 2, column 13: field "validUntil".*not a date/,
    ],
    ['a list', '[1]', /line 2, column 1: a JSON object expected/],
  ])('a batch with %s in one line records nothing and names the place', async (_, line, says) => {
    const here = place()
    const stdin = `{"fact":"good"}\n${line}\n{"fact":"good too"}\n`
    await fails(here, ['edit', 'add'], {code: 'bad-input', exit: 2, says, stdin})
    expect(json(await here.run(['edit', 'ls', '--json']))).toMatchObject({seq: 0})
  })

  test('bytes that are not UTF-8 are refused with their line, in a pipe and in a file', async () => {
    const here = place()
    const bytes = Buffer.concat([
      Buffer.from('{"fact":"a"}\n{"fact":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}\n'),
    ])
    await fails(here, ['edit', 'add'], {
      code: 'bad-input',
      exit: 2,
      says: /stdin line 2 is not valid UTF-8 \(byte 11\)/,
      stdin: bytes,
    })
    writeFileSync(join(here.dir, 'utf16.jsonl'), Buffer.from('\uFEFF{"fact":"a"}\n', 'utf16le'))
    await fails(here, ['edit', 'add', '-f', 'utf16.jsonl'], {
      code: 'bad-input',
      exit: 2,
      says: /utf16.jsonl line 1 is not valid UTF-8/,
    })
  })

  test('a batch that is empty, missing, or a folder is a usage error', async () => {
    const here = place()
    await fails(here, ['edit', 'add'], {code: 'bad-input', exit: 2, says: 'stdin holds no edit'})
    await fails(here, ['edit', 'add', '-f', 'none.jsonl'], {
      code: 'bad-input',
      exit: 2,
      says: /cannot read none.jsonl: ENOENT/,
    })
    await fails(here, ['edit', 'add', '-f', '.'], {
      code: 'bad-input',
      exit: 2,
      says: /cannot read \.: EISDIR/,
    })
    await fails(here, ['edit', 'import', 'none.json'], {
      code: 'bad-input',
      exit: 2,
      says: /cannot read none.json: ENOENT/,
    })
  })

  test('a line over 1 MiB is refused with its number', async () => {
    const stdin = `{"fact":"a"}\n{"fact":"${'x'.repeat(1 << 20)}"}\n`
    await fails(place(), ['edit', 'add'], {
      code: 'bad-input',
      exit: 2,
      says: /stdin line 2 is longer than 1048576 bytes/,
      stdin,
    })
  })

  test('control and bidi characters are kept in the ledger, and never go raw through JSON', async () => {
    const {run} = place()
    await run(['edit', 'add', 'a?', 'red \u001B[31m \u009B2J \u202Eback'])
    const listed = await run(['edit', 'ls', '--json'])
    expect(json(listed)).toMatchObject({edits: [{answer: 'red \u001B[31m \u009B2J \u202Eback'}]})
    // eslint-disable-next-line no-control-regex
    expect(listed.stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/)
  })
})

describe('an id', () => {
  test('that is unknown, too short or no id at all is a usage error', async () => {
    const here = place()
    await here.run(['edit', 'add', 'a?', 'b'])
    for (const command of ['show', 'rm', 'restore']) {
      await fails(here, ['edit', command, '00000000'], {
        code: 'unknown-edit',
        exit: 2,
        says: 'no edit has an id that begins with',
      })
    }
    await fails(here, ['edit', 'show', 'zzzz'], {code: 'unknown-edit', exit: 2, says: 'is not an edit id'})
    await fails(here, ['edit', 'show', '0'], {code: 'unknown-edit', exit: 2, says: 'is not an edit id'})
    await fails(here, ['edit', 'show'], {code: 'usage', exit: 2, says: /Missing 1 required arg/})
  })

  test('that names two edits lists both', async () => {
    const here = place()
    const stdin = Array.from({length: 2000}, (_, i) => `{"fact":"f${i}"}\n`).join('')
    await here.run(['edit', 'add'], {stdin})
    const ids = (json(await here.run(['edit', 'ls', '--json'])) as {edits: {id: string}[]}).edits.map(
      ({id}) => id.slice(0, 4),
    )
    const twice = ids.find((id, i) => ids.indexOf(id) !== i)
    await fails(here, ['edit', 'rm', String(twice)], {
      code: 'ambiguous-edit',
      exit: 2,
      says: /2 edits have an id that begins with/,
    })
  })
})

describe('a ledger', () => {
  const reading = [
    ['edit', 'ls'],
    ['edit', 'show', 'abcdef0'],
    ['edit', 'export'],
  ]
  const writing = [['edit', 'add', 'c?', 'd']]

  async function withEdits(): Promise<Place & {readonly ledger: string}> {
    const here = place()
    await here.run(['edit', 'add'], {stdin: '{"fact":"a"}\n{"fact":"b"}\n'})
    await here.run(['edit', 'add', 'a?', 'b'])
    return {...here, ledger: join(here.dir, 'data/ledger.jsonl')}
  }

  test('that is a folder is a ledger error', async () => {
    const here = place()
    mkdirSync(join(here.dir, 'folder'))
    for (const args of [...reading, ...writing, ['edit', 'verify']]) {
      await fails(here, [...args, '--ledger', 'folder'], {code: 'ledger', exit: 3, says: 'is a folder'})
    }
  })

  test('that is read-only can be read, and says why it cannot be written', async () => {
    const here = await withEdits()
    chmodSync(here.dir, 0o755)
    chmodSync(here.ledger, 0o444)
    chmodSync(join(here.dir, 'data'), 0o555)
    // Root may write anything: then somebody else tries.
    const asOther = process.getuid?.() === 0 ? {uid: 65534} : {}
    expect(await here.run(['edit', 'ls'], asOther)).toMatchObject({code: 0})
    const says = /may not be written/
    await fails(here, ['edit', 'add', 'c?', 'd'], {code: 'ledger-read-only', exit: 3, says, ...asOther})
    chmodSync(join(here.dir, 'data'), 0o755)
  })

  test('that is corrupt in the middle is refused, and verify says where', async () => {
    const here = await withEdits()
    const bytes = readFileSync(here.ledger)
    bytes[bytes.indexOf('\n') + 30]! ^= 1
    writeFileSync(here.ledger, bytes)
    for (const args of [...reading, ...writing]) {
      await fails(here, args, {code: 'ledger-corrupt', exit: 3, says: /ledger\.jsonl:2 /})
    }
    const verified = await here.run(['edit', 'verify', '--json'])
    expect(verified.code).toBe(3)
    expect(json(verified)).toMatchObject({ok: false, problems: [{line: 2, severity: 'error'}]})
    const told = await here.run(['edit', 'verify'])
    expect(told.code).toBe(3)
    expect(told.stdout).toMatch(/NOT sound[^]*line 2, byte \d+/)
    expect(readFileSync(here.ledger)).toEqual(bytes)
  })

  test('with a torn tail is read up to it; the next edit cuts it, keeps a copy and says so', async () => {
    const here = await withEdits()
    const whole = readFileSync(here.ledger)
    writeFileSync(here.ledger, Buffer.concat([whole, Buffer.from('{"c":[1,1],"d":{"con')]))
    expect((await here.run(['edit', 'ls'])).stdout.trimEnd().split('\n')).toHaveLength(3)
    expect(await here.run(['edit', 'verify'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('torn-tail'),
    })
    const added = await here.run(['edit', 'add', 'c?', 'd', '--json'])
    expect(added.stderr).toMatch(/warning: /)
    expect(json(added)).toMatchObject({seq: 4})
    expect((await here.run(['edit', 'verify'])).stdout).toContain(': sound')
  })

  test('that was rolled back to an older copy is refused', async () => {
    const here = await withEdits()
    copyFileSync(here.ledger, join(here.dir, 'old'))
    await here.run(['edit', 'add', 'c?', 'd'])
    copyFileSync(join(here.dir, 'old'), here.ledger)
    await fails(here, ['edit', 'ls'], {code: 'ledger-rolled-back', exit: 3, says: 'ends at record 3'})
    expect((await here.run(['edit', 'verify'])).code).toBe(3)
    rmSync(`${here.ledger}.head`)
    expect((await here.run(['edit', 'ls'])).code).toBe(0)
  })

  test('takes two writers at once without losing or doubling an edit', async () => {
    const here = place()
    const writers = Array.from({length: 6}, (_, i) => here.run(['edit', 'add', `question ${i}?`, 'answer']))
    const codes = (await Promise.all(writers)).map(({code}) => code)
    expect(codes).toEqual([0, 0, 0, 0, 0, 0])
    const {seq, edits} = json(await here.run(['edit', 'ls', '--json'])) as {seq: number; edits: unknown[]}
    expect([seq, edits.length]).toEqual([6, 6])
    expect((await here.run(['edit', 'verify'])).code).toBe(0)
  })
})

describe('settings', () => {
  test.each([
    ['an unknown setting', '{"scpoe": "embed"}', /there is no setting "scpoe"/],
    [
      'an illegal value',
      '{"scope": "wide"}',
      /serac\.config\.json: scope is "wide", but must be one of embed, cross, cascade/,
    ],
    ['no JSON', '{', /serac\.config\.json cannot be read as JSON/],
    ['a list', '[]', /must hold one JSON object/],
  ])('with %s are a usage error that names the file', async (_, text, says) => {
    const here = place()
    writeFileSync(join(here.dir, 'serac.config.json'), text)
    await fails(here, ['edit', 'ls'], {code: 'usage', exit: 2, says})
  })

  test('of the environment are checked too', async () => {
    await fails(place(), ['edit', 'ls'], {
      code: 'usage',
      exit: 2,
      says: 'SERAC_THRESHOLD is "2"',
      env: {SERAC_THRESHOLD: '2'},
    })
  })
})

test('--json without a command is a usage error, as JSON', async () => {
  for (const args of [['--json'], ['--json', 'foo'], ['foo', '--json']]) {
    const ran = await place().run(args)
    expect([ran.code, json(ran)]).toMatchObject([2, {error: {code: 'usage', exit: 2}}])
  }
})

describe('doctor', () => {
  test('finds fault with a base that is no model, and says what is used where no base is set', async () => {
    const {run, dir} = place()
    expect((await run(['doctor'])).stdout).toMatch(/base +the one that ships /)
    const folder = join(dir, 'llama')
    mkdirSync(join(folder, 'onnx'), {recursive: true})
    writeFileSync(join(folder, 'config.json'), '{}')
    writeFileSync(join(folder, 'onnx/model_q4.onnx'), '')
    const look = async (): Promise<unknown> =>
      (
        json(await run(['doctor', '--json'], {env: {SERAC_BASE: folder}})) as {findings: {what: string}[]}
      ).findings.find(({what}) => what === 'base model')
    expect(await look()).toEqual({
      what: 'base model',
      found: `${folder} holds no model in the hub's layout: no tokenizer.json`,
      code: 'model-missing',
      hints: [`ls ${folder}`],
    })
    expect((await run(['doctor'], {env: {SERAC_BASE: folder}})).code).toBe(4)
    writeFileSync(join(folder, 'tokenizer.json'), '{}')
    expect(await look()).toEqual({what: 'base model', found: `${folder}: onnx/model_q4.onnx`})
  })
})

describe('a command line', () => {
  test.each([
    ['a mistyped command', ['eidt', 'ls'], /there is no command "eidt"; did you mean "edit ls"\?/],
    [
      'a mistyped command of a topic',
      ['edit', 'ad'],
      /there is no command "edit ad"; did you mean "edit add"\?/,
    ],
    ['an argument that a command does not take', ['edit', 'ls', 'foo'], /edit ls takes no argument "foo"/],
    ['a mistyped flag', ['edit', 'ls', '--kidn', 'fact'], /unknown flag --kidn; did you mean --kind\?/],
    ['an illegal choice', ['edit', 'ls', '--kind', 'x'], /--kind=x to be one of: answer, fact, opinion/],
    ['a flag without its value', ['edit', 'add', '--fact'], /--fact expects a value/],
    ['flags that exclude each other', ['edit', 'ls', '--jsonl', '--json'], /cannot also be provided/],
    ['half an opinion', ['edit', 'add', '--topic', 'x'], /--sentiment/],
    ['an argument too many', ['edit', 'add', 'a', 'b', 'c'], /Unexpected argument: c/],
    ['two edits at once', ['edit', 'add', 'a', 'b', '--fact', 'c'], /two edits/],
  ])('with %s fails with 2 and says what is meant', async (name, args, says) => {
    if (name === 'flags that exclude each other') {
      const ran = await place().run(args)
      expect(ran.code).toBe(2)
      expect(json(ran)).toMatchObject({error: {code: 'usage', exit: 2, message: expect.stringMatching(says)}})
    } else await fails(place(), args, {code: 'usage', exit: 2, says})
  })
})
