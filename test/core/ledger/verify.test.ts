import {Buffer} from 'node:buffer'
import * as fs from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openFileLedger} from '../../../src/core/ledger/file.js'
import type {Point} from '../../../src/core/ledger/scan.js'
import {verifyLedger} from '../../../src/core/ledger/verify.js'
import {tempFolder} from '../../fake/folder.js'
import {fact, ledgerBytes, putLedger, sealed, smallLedger} from '../../fake/ledger-bytes.js'

const {bytes, records, points} = smallLedger()
const [, one, two, three, four] = points as [Point, Point, Point, Point, Point]
const tail = Buffer.from('{"c":[1,1],"d":{')
const torn = Buffer.concat([bytes, tail])

function put(content: Uint8Array, anchor: Point | null): string {
  const file = join(tempFolder(), 'ledger.jsonl')
  putLedger(file, content, anchor)
  return file
}

describe('verifying', () => {
  test('a sound ledger tells all about it', async () => {
    const file = put(bytes, four)
    const report = await verifyLedger(file)
    expect(report).toEqual({
      ok: true,
      path: fs.realpathSync(file),
      size: bytes.length,
      fileSystem: expect.any(String),
      version: 1,
      records: 6,
      first: 1,
      last: 6,
      head: {seq: 6, hash: four.hash},
      anchor: {status: 'match', seq: 6, hash: four.hash},
      problems: [],
      omitted: 0,
      good: {before: 6, after: 0},
      lock: {held: false, pid: null},
      repaired: null,
    })
  })

  test('tells a torn tail that was never acknowledged from one that was', async () => {
    const place = {kind: 'torn-tail', line: 7, offset: bytes.length, length: tail.length}
    expect(await verifyLedger(put(torn, four))).toMatchObject({
      ok: true,
      problems: [{...place, severity: 'warning'}],
    })
    const cut = await verifyLedger(put(bytes.subarray(0, -20), four))
    expect(cut).toMatchObject({
      ok: false,
      anchor: {status: 'rolled-back'},
      problems: [
        {kind: 'torn-tail', severity: 'error', line: 6, offset: three.bytes},
        {kind: 'rolled-back', severity: 'error', seq: 6, expected: four.hash},
      ],
    })
  })

  test('repairs a torn tail, keeps a copy, and touches nothing else', async () => {
    const file = put(torn, four)
    const now = () => new Date('2026-05-06T07:08:09.123Z')
    const report = await verifyLedger(file, {repair: true, now})
    const copy = join(fs.realpathSync(join(file, '..')), 'ledger.torn-20260506T070809123Z')
    expect(report).toMatchObject({ok: true, problems: [], repaired: {bytes: tail.length, copy}})
    expect([fs.readFileSync(file), fs.readFileSync(copy)]).toEqual([bytes, tail])
    expect(await verifyLedger(file, {repair: true, now})).toMatchObject({repaired: null})
  })

  test('an append repairs a torn tail too, and says so', async () => {
    const file = put(torn, three)
    const now = () => new Date('2026-05-06T07:08:09.123Z')
    const {warnings, head} = await openFileLedger(file, {now}).append([fact('new')])
    expect(warnings).toEqual([
      expect.stringMatching(
        /^an unfinished commit .* \(16 bytes, never acknowledged\); a copy is in .*torn-20260506T070809123Z$/,
      ),
    ])
    expect(head.seq).toBe(7)
    fs.appendFileSync(file, tail)
    await openFileLedger(file, {now}).append([fact('newer')])
    expect(fs.readdirSync(join(file, '..')).filter((name) => name.includes('torn'))).toEqual([
      'ledger.torn-20260506T070809123Z',
      'ledger.torn-20260506T070809123Z-2',
    ])
  })

  test.each([
    ['match', bytes, four, true, []],
    ['ledger-ahead', bytes, two, true, []],
    ['ledger-ahead', bytes, points[0] ?? null, true, []],
    ['missing', bytes, null, true, ['anchor-missing']],
    ['rolled-back', bytes.subarray(0, two.bytes), four, false, ['rolled-back']],
    ['rolled-back', Buffer.alloc(0), one, false, ['rolled-back']],
    ['rolled-back', bytes, {...four, hash: 'a'.repeat(64)}, false, ['rolled-back']],
    ['none', Buffer.alloc(0), null, true, []],
  ] as const)('finds the anchor: %s', async (status, content, anchor, ok, kinds) => {
    const file = put(content, anchor)
    const report = await verifyLedger(file)
    expect([report.anchor.status, report.ok, report.problems.map(({kind}) => kind)]).toEqual([
      status,
      ok,
      kinds,
    ])
    const reading = openFileLedger(file).read()
    if (status === 'rolled-back') await expect(reading).rejects.toMatchObject({code: 'ledger-rolled-back'})
    else expect((await reading).records).toEqual(records.slice(0, content.length === 0 ? 0 : 6))
  })

  test('an anchor that is missing or garbled is made anew by the next append, with a warning', async () => {
    const file = put(bytes, null)
    expect((await openFileLedger(file).append([fact('x')])).warnings).toEqual([
      expect.stringMatching(/anchor .* missing/),
    ])
    fs.writeFileSync(`${file}.head`, '{"bytes":1,"hash":"no","seq":1}\n')
    expect(await verifyLedger(file)).toMatchObject({ok: true, problems: [{kind: 'anchor-unreadable'}]})
    expect((await openFileLedger(file).append([fact('y')])).warnings).toEqual([
      expect.stringMatching(/anchor .* unreadable/),
    ])
    expect(await verifyLedger(file)).toMatchObject({
      ok: true,
      problems: [],
      anchor: {status: 'match', seq: 8},
    })
  })

  test('looks for a head that was written down elsewhere', async () => {
    const file = put(bytes, four)
    expect(await verifyLedger(file, {expectHead: four.hash})).toMatchObject({ok: true})
    expect(await verifyLedger(file, {expectHead: two.hash.slice(0, 7).toUpperCase()})).toMatchObject({
      ok: true,
    })
    expect(await verifyLedger(file, {expectHead: 'f'.repeat(64)})).toMatchObject({
      ok: false,
      problems: [{kind: 'other-head', severity: 'error', expected: 'f'.repeat(64), got: four.hash}],
    })
    await expect(verifyLedger(file, {expectHead: 'xyz'})).rejects.toMatchObject({code: 'bad-input'})
  })

  test('names a record about an edit that was never added, and one that is older than the one before', async () => {
    const id = 'a'.repeat(64)
    const file = put(
      sealed([
        [{op: 'remove', id, notes: {}}, '2026-01-02T00:00:00.000Z', 1],
        [{op: 'add', content: {kind: 'fact', statement: 'x'}, notes: {}}, '2026-01-01T00:00:00.000Z', 1],
      ]),
      null,
    )
    expect(await verifyLedger(file)).toMatchObject({
      ok: false,
      problems: [
        {kind: 'reverts-unknown-edit', severity: 'error', line: 1},
        {kind: 'time-backwards', severity: 'warning', line: 2},
        {kind: 'anchor-missing'},
      ],
    })
    await expect(openFileLedger(file).append([fact(1)])).rejects.toMatchObject({code: 'ledger-corrupt'})
  })

  test('a garbled file lists the first 1,000 problems and counts the rest', async () => {
    const report = await verifyLedger(put(Buffer.from('x\n'.repeat(1500)), null))
    expect([report.ok, report.problems.length, report.omitted]).toEqual([false, 1000, 500])
  })
})

test('what came since is read without reading the rest again, and a file put in its place is noticed', async () => {
  const file = put(bytes, four)
  const reader = openFileLedger(file)
  await reader.read()
  await openFileLedger(file).append([fact('new')])
  expect((await reader.read(6)).records).toMatchObject([{seq: 7}])
  const other = ledgerBytes([[fact('other')]])
  putLedger(file, other.bytes, other.points[1] ?? null)
  expect((await reader.read()).records).toEqual(other.records)
  expect((await reader.append([fact('more')])).head.seq).toBe(2)
})
