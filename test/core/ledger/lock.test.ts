import {spawn} from 'node:child_process'
import * as fs from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openFileLedger} from '../../../src/core/ledger/file.js'
import {lockHolder, takeLock} from '../../../src/core/ledger/lock.js'
import {verifyLedger} from '../../../src/core/ledger/verify.js'
import {tempFolder} from '../../fake/folder.js'
import {fact, ledgerBytes, putLedger} from '../../fake/ledger-bytes.js'

const writer = join(import.meta.dirname, '../../fake/ledger-writer.mjs')

/** Another process that holds the lock of `file`, until it is killed or `ms` are over. */
async function holder(file: string, ms: number) {
  const child = spawn(process.execPath, [writer, 'hold', file, `${ms}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return child
}

describe('the lock of a ledger', () => {
  test('held by another process stops writing after a while, with its id, and never reading', async () => {
    const file = join(tempFolder(), 'ledger.jsonl')
    const {bytes, points} = ledgerBytes([[fact(1)]])
    putLedger(file, bytes, points[1] ?? null)
    const child = await holder(file, 60_000)
    const ledger = openFileLedger(file, {lockTimeoutMs: 50})
    await expect(ledger.append([fact(2)])).rejects.toMatchObject({
      code: 'ledger-locked',
      message: `the ledger ${file} is locked by process ${child.pid}; waited 0.05 s`,
      hints: [`ps -p ${child.pid}`],
    })
    const waiting = openFileLedger(file)
    const later = waiting.append([fact(2)])
    expect((await waiting.read()).head.seq).toBe(1)
    expect((await verifyLedger(file)).lock).toEqual({held: true, pid: child.pid})
    child.kill('SIGKILL')
    expect((await later).head.seq).toBe(2)
    expect((await verifyLedger(file)).lock).toEqual({held: false, pid: null})
  })

  test('is waited for', async () => {
    const file = join(tempFolder(), 'ledger.jsonl')
    await holder(file, 200)
    expect((await openFileLedger(file).append([fact(1)])).head.seq).toBe(1)
  })

  test('left in its file by a dead process is free', async () => {
    const file = join(tempFolder(), 'ledger.jsonl')
    fs.writeFileSync(`${file}.lock`, '999999     \n')
    expect(await lockHolder(fs, file)).toBeNull()
    expect((await openFileLedger(file).append([fact(1)])).head.seq).toBe(1)
  })

  test('passes from one to the next and says who has it', async () => {
    const file = join(tempFolder(), 'ledger.jsonl')
    const first = await takeLock(fs, file, 100)
    const waiting = takeLock(fs, file, 5000)
    first.release()
    const second = await waiting
    expect(await lockHolder(fs, file)).toEqual({pid: process.pid})
    second.release()
    expect(await lockHolder(fs, file)).toBeNull()
  })

  test('makes two ledgers of one process take turns', async () => {
    const file = join(tempFolder(), 'ledger.jsonl')
    const receipts = await Promise.all(
      [1, 2, 3, 4].flatMap((n) => {
        const ledger = openFileLedger(file)
        return [1, 2, 3, 4, 5].map((i) => ledger.append([fact(`${n} ${i} a`), fact(`${n} ${i} b`)]))
      }),
    )
    expect(receipts.map(({head}) => head.seq).sort((a, b) => a - b)).toEqual(
      Array.from({length: 20}, (_, i) => 2 * i + 2),
    )
    expect(await verifyLedger(file)).toMatchObject({ok: true, records: 40, problems: []})
  })
})
