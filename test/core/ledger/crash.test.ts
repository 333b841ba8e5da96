import {Buffer} from 'node:buffer'
import * as fs from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openFileLedger} from '../../../src/core/ledger/file.js'
import type {Change} from '../../../src/core/ledger/ledger.js'
import {verifyLedger} from '../../../src/core/ledger/verify.js'
import {tempFolder} from '../../fake/folder.js'
import {fact, ledgerBytes, putLedger, type LedgerBytes} from '../../fake/ledger-bytes.js'
import {recordingDisk} from '../../fake/disk.js'

const long = (n: number): Change => fact(`${n} ${'x'.repeat(700)}`)

/** Every way in which bytes from `from` on may be missing after a crash: cut at a sector, and any sectors before that all zero. */
function* crashes(bytes: Buffer, from: number): Iterable<Buffer> {
  const sectors: [number, number][] = []
  for (let at = from; at < bytes.length; at = Math.min(bytes.length, at + 512 - (at % 512))) {
    sectors.push([at, Math.min(bytes.length, at + 512 - (at % 512))])
  }
  for (let count = 0; count <= sectors.length; count++) {
    for (let lost = 0; lost < 2 ** count; lost++) {
      const state = Buffer.from(bytes.subarray(0, sectors[count]?.[0] ?? bytes.length))
      sectors.slice(0, count).forEach(([start, end], i) => lost & (2 ** i) && state.fill(0, start, end))
      yield state
    }
  }
}

async function survives(before: LedgerBytes, state: Buffer): Promise<void> {
  const acked = before.points.at(-1) ?? {seq: 0, hash: '', bytes: 0}
  const file = join(fs.mkdtempSync(join(folder, 'c-')), 'ledger.jsonl')
  putLedger(file, state, acked)
  const {records} = await openFileLedger(file).read()
  expect(records.slice(0, acked.seq)).toEqual(before.records)
  const receipt = await openFileLedger(file).append([fact('after the crash')])
  expect(receipt.head.seq).toBe(records.length + 1)
  const after = await openFileLedger(file).read()
  expect(after.records.slice(0, -1)).toEqual(records)
  expect(await verifyLedger(file)).toMatchObject({ok: true, problems: [], anchor: {status: 'match'}})
}

let folder = ''

describe('a crash in the middle of a commit', () => {
  test.each([
    ['the first one', 0],
    ['a later one', 2],
  ])('of three records, %s, loses nothing acknowledged, whichever sectors arrived', async (_, commits) => {
    folder = tempFolder()
    const old = Array.from({length: commits}, (_unused, i) => [fact(i)])
    const before = ledgerBytes(old)
    const {bytes} = ledgerBytes([...old, [long(1), fact('short'), long(2)]])
    let count = 0
    for (const state of crashes(bytes, before.bytes.length)) {
      await survives(before, state)
      count++
    }
    expect(count).toBeGreaterThan(60)
  })
})

describe('a commit', () => {
  test('is synced before it is anchored, and the anchor is replaced as a whole', async () => {
    const path = join(tempFolder(), 'ledger.jsonl')
    const {disk, log} = recordingDisk(path)
    const ledger = openFileLedger(path, {io: disk})
    await ledger.append([fact(1)])
    expect(log.splice(0)).toEqual([
      'open .lock',
      'write .lock',
      'open ledger',
      'fdatasync ledger',
      'fsync folder',
      'open .head.tmp',
      'write .head.tmp',
      'fsync .head.tmp',
      'rename .head.tmp .head',
      'fsync folder',
      'write ledger',
      'fdatasync ledger',
      'fsync folder',
      'open .head.tmp',
      'write .head.tmp',
      'fsync .head.tmp',
      'rename .head.tmp .head',
      'fsync folder',
    ])
    await ledger.append([fact(2), fact(3)])
    expect(log.splice(0)).toEqual([
      'open .lock',
      'write .lock',
      'open ledger',
      'write ledger',
      'fdatasync ledger',
      'open .head.tmp',
      'write .head.tmp',
      'fsync .head.tmp',
      'rename .head.tmp .head',
      'fsync folder',
    ])
    await ledger.read()
    expect(log).toEqual([])
  })

  test('that was never anchored is made durable before anything relies on it', async () => {
    const path = join(tempFolder(), 'ledger.jsonl')
    const {bytes, points} = ledgerBytes([[fact(1)], [fact(2)]])
    putLedger(path, bytes, points[1] ?? null)
    const {disk, log} = recordingDisk(path)
    const receipt = await openFileLedger(path, {io: disk}).append([fact(2)])
    expect(receipt).toMatchObject({outcomes: [{status: 'unchanged'}], warnings: []})
    expect(log.slice(2, 7)).toEqual([
      'open ledger',
      'open ledger',
      'write ledger',
      'fdatasync ledger',
      'open .head.tmp',
    ])
    expect(fs.readFileSync(path)).toEqual(bytes)
    expect(await verifyLedger(path)).toMatchObject({anchor: {status: 'match', seq: 2}})
  })
})
