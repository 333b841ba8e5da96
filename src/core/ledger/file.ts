import * as nodeFs from 'node:fs'
import {dirname, resolve} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {Low} from 'lowdb'
import {Fault} from '../fault.js'
import {AppendOnlyFile} from './append-only.js'
import {diskFault, makeFolder, type Disk} from './disk.js'
import type {Change, History, Ledger, Payload, Receipt, Record, State} from './ledger.js'
import {takeLock} from './lock.js'
import {locate, trustLocks} from './place.js'
import {encode} from './record.js'
import {digest, emptyState, fold, plan} from './state.js'

export interface FileLedgerOptions {
  /** The clock whose time goes into records. */
  readonly now?: () => Date
  /** How long `append` waits for another writer. Default 10 s. */
  readonly lockTimeoutMs?: number
  /** The disk; a test hands in one that fails. */
  readonly io?: Disk
}

/** Reading without the lock may meet a writer that is cutting a torn tail; what is really broken stays broken. */
const readAttempts = 3

/**
 * The ledger in the file `path`. Opens nothing yet: a file that does not exist is an empty history,
 * and the first `append` makes it with its folder.
 */
export function openFileLedger(path: string, options: FileLedgerOptions = {}): Ledger {
  const {now = () => new Date(), lockTimeoutMs = 10_000, io: disk = nodeFs} = options
  const absolute = resolve(path)
  const file = new AppendOnlyFile(absolute, disk)
  const db = new Low<Record[]>(file, [])
  let state = emptyState
  let stateHash: string | undefined
  let turn: Promise<unknown> = Promise.resolve()

  async function read(since = 0): Promise<History> {
    for (let attempt = 1; ; attempt++) {
      try {
        await db.read()
        return {records: db.data.slice(Math.max(0, since)), head: file.head}
      } catch (error) {
        if (attempt === readAttempts || !(error instanceof Fault) || error.code !== 'ledger-corrupt')
          throw error
        await sleep(20)
      }
    }
  }

  async function append(changes: readonly Change[]): Promise<Receipt> {
    try {
      makeFolder(disk, dirname(absolute))
      const real = locate(disk, absolute).file
      const warnings = trustLocks(disk, real)
      const lock = await takeLock(disk, real, lockTimeoutMs)
      try {
        return await commit(changes, warnings)
      } finally {
        lock.release()
      }
    } catch (error) {
      throw diskFault(error, 'write', absolute)
    }
  }

  async function commit(changes: readonly Change[], warnings: readonly string[]): Promise<Receipt> {
    await db.read()
    const before = current()
    const {payloads, outcomes} = plan(before, changes)
    const all = [...warnings]
    try {
      all.push(...file.begin(now()))
      if (payloads.length > 0) {
        const rows = seal(payloads)
        await db.update((data) => {
          for (const row of rows) data.push(row)
        })
      }
    } finally {
      all.push(...file.end())
    }
    return {outcomes, head: file.head, digest: digest(current()), warnings: all}
  }

  function current(): State {
    const rows = db.data
    const known = state.seq === 0 || rows[state.seq - 1]?.hash === stateHash
    state = known ? fold(rows.slice(state.seq), state) : fold(rows)
    stateHash = rows.at(-1)?.hash
    return state
  }

  function seal(payloads: readonly Payload[]): Record[] {
    const time = now().toISOString()
    let {seq, hash} = file.head
    return payloads.map((payload, i) => {
      const parts = {seq: ++seq, time, commit: [i + 1, payloads.length], payload} as const
      const {record} = encode(hash, parts)
      hash = record.hash
      return record
    })
  }

  return {
    read,
    append(changes) {
      const receipt = turn.then(() => append(changes))
      turn = receipt.catch(() => undefined)
      return receipt
    },
    async close() {
      await turn
    },
  }
}
