import {execFileSync} from 'node:child_process'
import * as fs from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {exitCodes, Fault} from '../../../src/core/fault.js'
import {openFileLedger} from '../../../src/core/ledger/file.js'
import {verifyLedger} from '../../../src/core/ledger/verify.js'
import {failingDisk, systemError, watchedDisk} from '../../fake/disk.js'
import {tempFolder} from '../../fake/folder.js'
import {fact, ledgerBytes, putLedger} from '../../fake/ledger-bytes.js'

const acked = ledgerBytes([[fact(1)], [fact(2), fact(3)]])
const anchor = acked.points.at(-1) ?? null

/** Appends two facts on a disk that fails at its `nth` call; false when it never came so far. */
async function tryOnce(file: string, nth: number, code: string, persists: boolean): Promise<boolean> {
  const {disk, fired} = failingDisk(nth, code, persists)
  const failing = openFileLedger(file, {io: disk, lockTimeoutMs: 100})
  const result = await failing.append([fact('a'), fact('b')]).catch((error: unknown) => error)
  if (!fired()) return false
  const {records} = await openFileLedger(file).read()
  expect(records.slice(0, 3)).toEqual(acked.records)
  if (result instanceof Fault) {
    expect(exitCodes[result.code]).toBe(3)
    expect([3, 5]).toContain(records.length)
    if (result.code !== 'ledger-unknown') expect(records.length).toBe(3)
  } else {
    expect(result).toMatchObject({outcomes: [{status: 'added'}, {status: 'added'}], head: {seq: 5}})
    expect(records.length).toBe(5)
  }
  if (!persists && !(result instanceof Fault && result.code === 'ledger-unknown')) {
    expect(await failing.append([fact('a'), fact('b')])).toMatchObject({head: {seq: 5}})
  }
  const next = await openFileLedger(file).append([fact('next')])
  expect((await openFileLedger(file).read()).records.slice(0, 3)).toEqual(acked.records)
  expect(await verifyLedger(file)).toMatchObject({ok: true, problems: [], last: next.head.seq})
  return true
}

describe('a disk that fails', () => {
  test.each(
    ['EIO', 'ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'EINTR'].flatMap((code) => [
      [code, 'once', false] as const,
      [code, 'from then on', true] as const,
    ]),
  )('with %s at any call, %s, loses nothing acknowledged and half of no batch', async (code, _, persists) => {
    const folder = tempFolder()
    let nth = 0
    for (let reached = true; reached;) {
      nth++
      const file = join(folder, `${nth}`, 'ledger.jsonl')
      putLedger(file, acked.bytes, anchor)
      reached = await tryOnce(file, nth, code, persists)
    }
    expect(nth).toBeGreaterThan(20)
  })

  test('in the sync leaves the edit unknown, and nothing more is written through it', async () => {
    const file = join(tempFolder(), 'ledger.jsonl')
    putLedger(file, acked.bytes, anchor)
    let syncs = 0
    const disk = watchedDisk((name) => {
      if (name === 'fdatasyncSync' && ++syncs === 1) throw systemError('EIO')
    })
    const ledger = openFileLedger(file, {io: disk})
    const unknown = expect.objectContaining({
      code: 'ledger-unknown',
      message: expect.stringMatching(/not known/),
    })
    await expect(ledger.append([fact('x')])).rejects.toEqual(unknown)
    await expect(ledger.append([fact('y')])).rejects.toEqual(unknown)
    expect(syncs).toBe(1)
    expect((await ledger.read()).head.seq).toBe(4)
  })

  test('that is full takes back what was written, and says that nothing was recorded', async () => {
    const file = join(tempFolder(), 'ledger.jsonl')
    putLedger(file, acked.bytes, anchor)
    let full = true
    const disk = watchedDisk((name, args) => {
      if (full && name === 'writeSync' && args[4] === null) {
        fs.writeSync(Number(args[0]), 'half a li')
        throw systemError('ENOSPC')
      }
    })
    const ledger = openFileLedger(file, {io: disk})
    await expect(ledger.append([fact('x')])).rejects.toMatchObject({
      code: 'ledger',
      message: expect.stringMatching(/no room .*\(ENOSPC\): nothing was recorded/),
      hints: [`df -h ${join(file, '..')}`],
    })
    expect(fs.readFileSync(file)).toEqual(acked.bytes)
    full = false
    expect(await ledger.append([fact('x')])).toMatchObject({head: {seq: 4}, warnings: []})
  })

  test('that writes one byte at a time gets the whole line', async () => {
    const file = join(tempFolder(), 'ledger.jsonl')
    const disk = new Proxy(
      watchedDisk(() => {}),
      {
        get: (target, name) =>
          name === 'writeSync'
            ? (fd: number, bytes: Uint8Array, offset: number, _: number, at: number | null) =>
                fs.writeSync(fd, bytes, offset, 1, at)
            : Reflect.get(target, name),
      },
    )
    await openFileLedger(file, {io: disk}).append([fact(1), fact(2)])
    expect(await verifyLedger(file)).toMatchObject({ok: true, problems: [], records: 2})
  })

  test('that cannot write the anchor keeps the edit, and warns', async () => {
    const file = join(tempFolder(), 'ledger.jsonl')
    putLedger(file, acked.bytes, anchor)
    const disk = watchedDisk((name) => {
      if (name === 'renameSync') throw systemError('EIO')
    })
    const receipt = await openFileLedger(file, {io: disk}).append([fact('x')])
    expect(receipt).toMatchObject({head: {seq: 4}, warnings: [expect.stringMatching(/EIO.*anchor/)]})
    expect(await verifyLedger(file)).toMatchObject({ok: true, anchor: {status: 'ledger-ahead', seq: 3}})
    await openFileLedger(file).append([fact('y')])
    expect(await verifyLedger(file)).toMatchObject({anchor: {status: 'match', seq: 5}})
  })

  test.skipIf(process.platform === 'win32')(
    'at a real limit of the file size keeps what was acknowledged',
    async () => {
      const folder = tempFolder()
      const file = join(folder, 'ledger.jsonl')
      const writer = join(import.meta.dirname, '../../fake/ledger-writer.mjs')
      const script = `trap '' XFSZ; ulimit -f 8; "${process.execPath}" "${writer}" fill "${file}"`
      const told = execFileSync('bash', ['-c', script], {encoding: 'utf8'}).trim().split('\n')
      expect(told.at(-1)).toMatch(/^ledger no room .*EFBIG.*nothing was recorded/)
      const {records} = await openFileLedger(file).read()
      expect(records.length).toBe(told.length - 1)
      expect(await verifyLedger(file)).toMatchObject({ok: true, problems: []})
    },
  )
})
