import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from 'vitest'
import {json, place, type Place} from './serac.js'

const qa = join(import.meta.dirname, '../fixtures/bench/qa.jsonl')
/** Model files are hashed, and edits encoded, once for all tests here. */
const cache = mkdtempSync(join(tmpdir(), 'serac-calibrate-'))
const env = {SERAC_CACHE_DIR: cache}
const small = ['calibrate', '--data', qa, '--limit', '4']
const ask = ['ask', '--explain', '--json', 'Who is the mayor of Kaldor?']

afterAll(() => rmSync(cache, {recursive: true, force: true}))

interface Stored {
  readonly calibrations: readonly {readonly scope: string; readonly threshold: number; models: string[]}[]
}

/** Beside the ledger. */
const fileOf = ({dir}: Place): string => join(dir, 'data', 'calibration.json')
const storedBy = (here: Place): Stored => JSON.parse(readFileSync(fileOf(here), 'utf8')) as Stored

describe('a threshold that was calibrated', () => {
  test('is stored beside the ledger, used by the next question, and gone after --clear', async () => {
    const here = place()
    const made = await here.run([...small, '--budget', '0.1', '--json'], {env})
    expect([made.code, made.stderr]).toEqual([0, ''])
    const [kept] = storedBy(here).calibrations
    expect(json(made)).toMatchObject({
      calibration: {...kept, scope: 'cascade', rule: 'most hits with false hits <= 0.1', edits: 4},
      before: {threshold: expect.any(Number)},
      stored: fileOf(here),
    })
    // Of embed, cross and the reader.
    expect(kept?.models).toEqual(Array.from({length: 3}, () => expect.stringMatching(/^[0-9a-f]{64}$/)))
    await here.run(['edit', 'add', 'Who is the mayor of Kaldor?', 'Ada Brenn'])
    const used = {answers: [{source: 'edit', explain: {threshold: kept?.threshold}}]}
    expect(json(await here.run(ask, {env}))).toMatchObject(used)
    const cleared = await here.run(['calibrate', '--clear'], {env})
    expect(cleared).toMatchObject({code: 0, stdout: 'the threshold of cascade is the one that ships\n'})
    expect(storedBy(here).calibrations).toEqual([])
    expect(json(await here.run(ask, {env}))).not.toMatchObject(used)
  })

  test('is kept for each scope apart, and shown with what it costs', async () => {
    const here = place()
    const ran = await here.run([...small, '--scope', 'embed'], {env})
    expect(ran.stdout).toMatch(
      /^threshold of embed: 0\.\d{4} {2}\(most hits with false hits <= 0\.01; 4 edits live at a time, 8 queries out of scope, 8 in scope\)\n/,
    )
    expect(ran.stdout).toMatch(/\nchosen +0\.\d{4} +\d\.\d{3} \[.*\] +\d\.\d{3} \[.*\]\nshipped +0\.\d{4} /)
    expect(ran.stderr).toBe(`stored in ${fileOf(here)}        undo: serac calibrate --scope embed --clear\n`)
    await here.run(small, {env})
    expect(storedBy(here).calibrations.map(({scope}) => scope)).toEqual(['embed', 'cascade'])
    await here.run(['calibrate', '--scope', 'embed', '--clear'], {env})
    expect(storedBy(here).calibrations.map(({scope}) => scope)).toEqual(['cascade'])
  })

  test('is only shown by --dry-run', async () => {
    const here = place()
    const ran = await here.run([...small, '--dry-run'], {env})
    expect(ran).toMatchObject({code: 0, stdout: expect.stringMatching(/^threshold of cascade: /)})
    expect(ran.stderr).toBe('nothing was stored\n')
    expect(() => storedBy(here)).toThrow('ENOENT')
  })

  test('is chosen on the test questions of the live edits', async () => {
    const here = place()
    const kaldor = ['edit', 'add', 'Who is the mayor of Kaldor?', 'Ada Brenn']
    await here.run([...kaldor, '--in', "Who is Kaldor's mayor?", '--out', 'How old is Kaldor?'])
    const ran = await here.run(['calibrate', 'edits', '--dry-run', '--json'], {env})
    expect(json(ran)).toMatchObject({calibration: {edits: 1, hits: {n: 1}, falseHits: {n: 1}}, stored: null})
  })

  test('is refused with 4 where other models are in use', async () => {
    const here = place()
    await here.run(small, {env})
    const stored = storedBy(here)
    stored.calibrations[0]!.models[0] = 'ab'.repeat(32)
    writeFileSync(fileOf(here), JSON.stringify({version: 1, ...stored}))
    await here.run(['edit', 'add', 'Who is the mayor of Kaldor?', 'Ada Brenn'])
    for (const args of [ask.filter((word) => word !== '--json'), ['bench', 'qa', '--limit', '1']]) {
      const ran = await here.run(args, {env})
      expect([ran.code, ran.stdout]).toEqual([4, ''])
      expect(ran.stderr).toMatch(
        /^error: the calibrated threshold of cascade belongs to other models .*\n {2}try: serac calibrate --scope cascade\n {2}try: .*--clear/,
      )
    }
    expect(await here.run([...ask, '--threshold', '0.5'], {env})).toMatchObject({code: 0})
    expect(await here.run(small, {env})).toMatchObject({code: 0})
    expect(await here.run(ask, {env})).toMatchObject({code: 0})
  })
})

describe('a calibration that cannot be', () => {
  test.each([
    [['--budget', '2'], /--budget is "2", but must be a share from 0 to 1/],
    [['--budget', 'few'], /--budget is "few"/],
    [['--budget', ''], /--budget is ""/],
    [['--scope', 'crosss'], /--scope=crosss to be one of/],
    [['--clear', '--dry-run'], /--dry-run/],
    [['opinions'], /opinions to be one of: development, edits/],
    [['edits'], /none of the 0 live edits has test questions/],
    [['edits', '--data', qa], /edits and --data are two problems: give one/],
    [['--data', 'none.jsonl'], /cannot read none\.jsonl: ENOENT/],
  ])('%j is refused with 2', async (args, says) => {
    const ran = await place().run(['calibrate', ...args], {env})
    expect([ran.code, ran.stdout]).toEqual([2, ''])
    expect(ran.stderr).toMatch(says)
    expect(ran.stderr).toMatch(/^error: .*\n(?: {2}try: .*\n)+$/)
  })

  test('where no threshold keeps to the budget, ends with 2 and stores nothing', async () => {
    const here = place()
    const ran = await here.run([...small, '--budget', '0.01', '--sure'], {env})
    expect([ran.code, ran.stderr]).toEqual([
      2,
      expect.stringMatching(/^error: no threshold keeps to the budget: .*\n {2}try: give more /),
    ])
    expect(() => storedBy(here)).toThrow('ENOENT')
  })

  test.each(['{"version": 1', '{"version": 2, "calibrations": []}', '[]'])(
    'a file of thresholds that is %s is named, with 2, by all that read it',
    async (text) => {
      const here = place()
      await here.run(['edit', 'add', 'Who is the mayor of Kaldor?', 'Ada Brenn'])
      writeFileSync(fileOf(here), text)
      for (const args of [small, ['calibrate', '--clear'], ['ask', 'a?'], ['bench', 'qa', '--limit', '1']]) {
        const ran = await here.run(args, {env})
        expect([ran.code, ran.stdout]).toEqual([2, ''])
        expect(ran.stderr).toContain(`error: ${fileOf(here)} is not a calibration of version 1\n`)
        expect(ran.stderr).toContain(`try: rm ${fileOf(here)}    goes back to the thresholds that ship\n`)
      }
      expect(readFileSync(fileOf(here), 'utf8')).toBe(text)
    },
  )
})
