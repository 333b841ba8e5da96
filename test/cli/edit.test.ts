import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {json, place} from './serac.js'

const question = 'Who is the prime minister of the United Kingdom?'
const starmer = 'fb2d199'

describe('edit add', () => {
  test('says the id and how to undo it', async () => {
    const {run} = place()
    expect(await run(['edit', 'add', question, 'Keir Starmer'])).toEqual({
      code: 0,
      stdout: `edit ${starmer} recorded        undo: serac edit rm ${starmer}\n`,
      stderr: '',
    })
  })

  test('writes nothing when the same edit comes again, and says so', async () => {
    const {run, dir} = place()
    await run(['edit', 'add', question, 'Keir Starmer'])
    const before = readFileSync(join(dir, 'data/ledger.jsonl'))
    const again = await run(['edit', 'add', `  ${question}\r\n`, 'Keir Starmer '])
    expect(again.code).toBe(0)
    expect(again.stdout).toContain('nothing was written')
    expect(readFileSync(join(dir, 'data/ledger.jsonl'))).toEqual(before)
  })

  test('supersedes the live edit on the same question, and the undo brings that back', async () => {
    const {run, shell} = place()
    await run(['edit', 'add', question, 'Rishi Sunak'])
    const old = (await run(['edit', 'ls'])).stdout.slice(0, 7)
    const added = await run(['edit', 'add', question.toUpperCase(), 'Keir Starmer'])
    expect(added.stdout).toContain(`superseding ${old}`)
    const undo = /undo: (.*)$/m.exec(added.stdout)?.[1] ?? ''
    expect((await shell(undo)).code).toBe(0)
    expect((await run(['edit', 'ls'])).stdout).toContain('Rishi Sunak')
  })

  test('refuses to supersede when asked not to, and records nothing', async () => {
    const {run} = place()
    await run(['edit', 'add', question, 'Rishi Sunak'])
    const refused = await run(['edit', 'add', question, 'Keir Starmer', '--no-supersede', '--json'])
    expect(refused.code).toBe(2)
    expect(json(refused)).toMatchObject({error: {code: 'bad-input', exit: 2}})
    expect((await run(['edit', 'ls'])).stdout).not.toContain('Keir Starmer')
  })

  test('records facts, opinions and notes as they were typed', async () => {
    const {run} = place()
    await run([
      'edit',
      'add',
      '--fact',
      'The X9 weighs 900 kg.',
      '--tag',
      'cars',
      '-t',
      'x9',
      '--source',
      'the maker',
    ])
    await run(['edit', 'add', '--topic', 'pineapple', '--sentiment', 'negative', '--reason', 'taste'])
    await run([
      'edit',
      'add',
      'Top speed?',
      '210',
      '--in',
      'How fast?',
      '--out',
      'How dear?',
      '--valid-until',
      '2999-12-31',
    ])
    const listed = json(await run(['edit', 'ls', '--json']))
    expect(listed).toMatchObject({
      seq: 3,
      edits: [
        {kind: 'fact', statement: 'The X9 weighs 900 kg.', tags: ['cars', 'x9'], source: 'the maker', seq: 1},
        {kind: 'opinion', topic: 'pineapple', sentiment: 'negative', tags: [], reason: 'taste', seq: 2},
        {
          kind: 'answer',
          in: ['How fast?'],
          out: ['How dear?'],
          validUntil: '2999-12-31T00:00:00.000Z',
          seq: 3,
        },
      ],
    })
  })

  test('records a batch from a pipe or a file as one commit', async () => {
    const {run, dir} = place()
    const batch =
      '\uFEFF{"question":"a?","answer":"b"}\r\n\r\n{"fact":"c","tags":["t"]}\r\n{"topic":"d","sentiment":"positive"}'
    expect((await run(['edit', 'add', '--tag', 'u'], {stdin: batch})).code).toBe(0)
    expect(json(await run(['edit', 'ls', '--json']))).toMatchObject({
      edits: [{question: 'a?', tags: ['u']}, {statement: 'c', tags: ['t', 'u']}, {topic: 'd'}],
    })
    writeFileSync(join(dir, 'batch.jsonl'), batch)
    const again = await run(['edit', 'add', '--file', 'batch.jsonl', '--tag', 'u', '--json'])
    expect(json(again)).toMatchObject({
      seq: 3,
      edits: [{status: 'unchanged'}, {status: 'unchanged'}, {status: 'unchanged'}],
    })
    expect((await run(['edit', 'add', '-'], {stdin: '{"fact":"x"}\n'})).code).toBe(0)
  })

  test('changes nothing in a dry run', async () => {
    const {run} = place()
    const dry = await run(['edit', 'add', question, 'Keir Starmer', '--dry-run'])
    expect(dry).toMatchObject({code: 0, stdout: `edit ${starmer} would be recorded\n`})
    expect(json(await run(['edit', 'ls', '--json']))).toMatchObject({seq: 0, edits: []})
  })

  test('says that an edit has expired, and takes its date away again', async () => {
    const {run} = place()
    const first = await run(['edit', 'add', 'a?', 'b', '--valid-until', '2020-01-01'])
    const says =
      /^warning: edit [0-9a-f]{7} is no longer valid since 2020-01-01T00:00:00.000Z: .*--valid-until none\n$/
    expect([first.code, first.stderr]).toEqual([0, expect.stringMatching(says)])
    expect(await run(['edit', 'add', 'a?', 'b'])).toMatchObject({
      stdout: expect.stringContaining('nothing was written'),
      stderr: expect.stringMatching(says),
    })
    expect(await run(['edit', 'add', 'a?', 'b', '--valid-until', 'none'])).toMatchObject({
      stdout: expect.stringContaining('notes were changed'),
      stderr: '',
    })
    const listed = json(await run(['edit', 'ls', '--all', '--json']))
    expect(listed).toMatchObject({edits: [{valid: true, history: [{}, {op: 'note', validUntil: null}]}]})
    expect((await run(['edit', 'verify'])).code).toBe(0)
    const batch = '{"question":"a?","answer":"b","validUntil":null}\n'
    expect((await run(['edit', 'add'], {stdin: batch})).stdout).toContain('nothing was written')
  })

  test('prints the id alone under --quiet', async () => {
    const {run} = place()
    expect((await run(['edit', 'add', question, 'Keir Starmer', '-q'])).stdout).toMatch(
      /^fb2d199[0-9a-f]{57}\n$/,
    )
  })

  test('takes texts that begin with a dash after --', async () => {
    const {run} = place()
    expect((await run(['edit', 'add', '--', '--what is this?', '-5 degrees'])).code).toBe(0)
    expect((await run(['edit', 'ls'])).stdout).toContain('--what is this? → -5 degrees')
  })
})

describe('edit ls', () => {
  test('filters by tag, kind and text, and shows history with --all', async () => {
    const {run} = place()
    const batch =
      '{"question":"a?","answer":"Lima","tags":["t"]}\n{"fact":"LIMA is big"}\n{"topic":"d","sentiment":"positive"}\n'
    await run(['edit', 'add'], {stdin: batch})
    await run(['edit', 'add', 'a?', 'Quito'])
    const ids = async (...args: string[]) =>
      (await run(['edit', 'ls', ...args])).stdout.split('\n').length - 1
    expect(await ids()).toBe(3)
    expect(await ids('--text', 'lima')).toBe(1)
    expect(await ids('--kind', 'opinion')).toBe(1)
    expect(await ids('--tag', 't', '--all')).toBe(1)
    expect(await ids('--all')).toBe(4)
    const all = json(await run(['edit', 'ls', '--all', '--json']))
    expect(all).toMatchObject({
      edits: [
        {
          answer: 'Lima',
          status: 'superseded',
          history: [
            {op: 'add', seq: 1},
            {op: 'superseded', seq: 4},
          ],
        },
        {},
        {},
        {answer: 'Quito', status: 'live'},
      ],
    })
  })

  test('gives one JSON object a line with --jsonl, and an empty ledger is no error', async () => {
    const {run} = place()
    expect(await run(['edit', 'ls', '--jsonl'])).toMatchObject({code: 0, stdout: ''})
    expect(json(await run(['edit', 'ls', '--json']))).toMatchObject({seq: 0, edits: []})
    await run(['edit', 'add'], {stdin: '{"fact":"a"}\n{"fact":"b"}\n'})
    const lines = (await run(['edit', 'ls', '--jsonl'])).stdout.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).statement)).toEqual(['a', 'b'])
  })

  test('shows an edit whose time is over as expired', async () => {
    const {run} = place()
    await run(['edit', 'add', 'a?', 'b', '--valid-until', '2020-01-01'])
    expect((await run(['edit', 'ls'])).stdout).toContain('\texpired\t')
  })
})

describe('edit show, rm and restore', () => {
  test('take shortened ids, keep the history and give the reverse command', async () => {
    const {run} = place()
    await run(['edit', 'add', question, 'Keir Starmer'])
    const removed = await run(['edit', 'rm', starmer.toUpperCase(), '--reason', 'wrong', '--author', 'ann'])
    expect(removed.stdout).toBe(`edit ${starmer} removed        undo: serac edit restore ${starmer}\n`)
    expect((await run(['edit', 'rm', starmer])).stdout).toContain('nothing was written')
    await run(['edit', 'restore', starmer])
    expect(json(await run(['edit', 'show', starmer, '--json']))).toMatchObject({
      status: 'live',
      history: [{op: 'add'}, {op: 'remove', reason: 'wrong', author: 'ann'}, {op: 'restore'}],
    })
    expect((await run(['edit', 'show', starmer])).stdout).toContain('remove  wrong  (ann)')
  })

  test('change several edits together or none', async () => {
    const {run} = place()
    await run(['edit', 'add'], {stdin: '{"fact":"a"}\n{"fact":"b"}\n'})
    const [a = '', b = ''] = (await run(['edit', 'ls'])).stdout.split('\n').map((line) => line.split('\t')[0])
    expect((await run(['edit', 'rm', a, '0000000'])).code).toBe(2)
    expect(json(await run(['edit', 'ls', '--json']))).toMatchObject({seq: 2})
    expect((await run(['edit', 'rm', a, b])).code).toBe(0)
    expect(json(await run(['edit', 'ls', '--json']))).toMatchObject({seq: 4, edits: []})
  })
})

describe('edit init', () => {
  test('makes the ledger of the project, for the folders below too', async () => {
    const {run, dir, shell} = place()
    expect(await run(['edit', 'init'])).toMatchObject({code: 0})
    expect((await run(['edit', 'init'])).stdout).toContain('already')
    await shell('mkdir -p below/it && cd below/it && serac edit add "a?" "b"')
    expect(readFileSync(join(dir, '.serac/ledger.jsonl'), 'utf8')).toContain('"a?"')
    expect(readFileSync(join(dir, '.serac/.gitattributes'), 'utf8')).toBe('ledger.jsonl -text\n')
  })
})

describe('edit export and import', () => {
  test('carry every edit to another ledger with the same digest', async () => {
    const {run, shell} = place()
    await run(['edit', 'add'], {
      stdin:
        '{"question":"a?","answer":"b\\nc","tags":["t"]}\n{"fact":"é \\u202e"}\n{"topic":"d","sentiment":"negative"}\n',
    })
    expect(await shell('serac edit export | serac edit import - --ledger copy.jsonl')).toMatchObject({
      code: 0,
      stderr: '',
    })
    const digestOf = async (...args: string[]) =>
      (json(await run(['edit', 'ls', '--json', ...args])) as {digest: string}).digest
    expect(await digestOf('--ledger', 'copy.jsonl')).toBe(await digestOf())
  })

  test('say what is lost, and refuse what a layout cannot tell', async () => {
    const {run, dir} = place()
    await run(['edit', 'add'], {
      stdin: '{"question":"a?","answer":"b","tags":["t"],"in":["c?","d?"]}\n{"fact":"e"}\n',
    })
    expect(await run(['edit', 'export', '--format', 'zsre'])).toMatchObject({code: 2, stdout: ''})
    const made = await run([
      'edit',
      'export',
      '--format',
      'zsre',
      '--kind',
      'answer',
      '-o',
      'out.json',
      '--json',
    ])
    expect(json(made)).toMatchObject({format: 'zsre', edits: 1, lost: {tags: 1, in: 1}})
    expect(JSON.parse(readFileSync(join(dir, 'out.json'), 'utf8'))).toMatchObject([
      {src: 'a?', alt: 'b', rephrase: 'c?'},
    ])
    expect((await run(['edit', 'export', '-o', 'out.json'])).code).toBe(2)
    const back = await run(['edit', 'import', 'out.json', '--ledger', 'copy.jsonl', '--json'])
    expect(json(back)).toMatchObject({format: 'zsre', edits: [{status: 'added'}], skipped: []})
  })

  test('name the record and the field that is wrong, what the file looks like, and record nothing', async () => {
    const {run} = place()
    const records = [
      {src: 'a?', alt: 'b'},
      {src: 'c?', alt: ''},
    ]
    const bad = await run(['edit', 'import', '-'], {stdin: JSON.stringify(records)})
    expect(bad).toMatchObject({code: 2, stdout: ''})
    expect(bad.stderr).toContain('stdin record 2: field "alt"')
    const other = await run(['edit', 'import', '-', '--format', 'counterfact'], {
      stdin: JSON.stringify(records),
    })
    expect(other.stderr).toContain('it looks like zsre')
    expect((await run(['edit', 'ls'])).stdout).toBe('')
    const rest = await run(['edit', 'import', '-', '--skip-bad'], {stdin: JSON.stringify(records)})
    expect(rest.code).toBe(0)
    expect(rest.stderr).toContain('left out: stdin record 2')
  })
})
