import {Buffer} from 'node:buffer'
import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import type {Change, Payload, Record} from '../../src/core/ledger/ledger.js'
import {encode, noHash} from '../../src/core/ledger/record.js'
import {start, type Point} from '../../src/core/ledger/scan.js'
import {emptyState, fold, plan} from '../../src/core/ledger/state.js'

/** A whole ledger in memory: its bytes, its records, and the place after each commit (the empty ledger first). */
export interface LedgerBytes {
  readonly bytes: Buffer
  readonly records: readonly Record[]
  readonly points: readonly Point[]
}

/** The ledger that `batches` come to, written one second after the other. */
export function ledgerBytes(batches: readonly (readonly Change[])[]): LedgerBytes {
  let state = emptyState
  const records: Record[] = []
  const lines: Buffer[] = []
  const points = [start]
  for (const batch of batches) {
    const {payloads} = plan(state, batch)
    const fresh = payloads.map((payload, i) => {
      const seq = records.length + 1
      const time = new Date(Date.UTC(2026, 0, 1, 0, 0, seq)).toISOString()
      const previous = records.at(-1)?.hash ?? start.hash
      const {record, bytes} = encode(previous, {seq, time, commit: [i + 1, payloads.length], payload})
      records.push(record)
      lines.push(bytes)
      return record
    })
    state = fold(fresh, state)
    points.push({
      seq: records.length,
      hash: records.at(-1)?.hash ?? start.hash,
      bytes: Buffer.concat(lines).length,
    })
  }
  return {bytes: Buffer.concat(lines), records, points}
}

/** Adds the fact number `n`. */
export function fact(n: number | string): Change {
  return {op: 'add', content: {kind: 'fact', statement: `Fact ${n}`}}
}

/** Six records in four commits, with texts that are not ASCII, notes and a change of notes. */
export function smallLedger(): LedgerBytes {
  const first = {kind: 'answer', question: 'Who leads?', answer: 'Ann – 東京 🏙'} as const
  const add: Change = {op: 'add', content: first, notes: {tags: ['a', 'b'], validUntil: '2030-01-01'}}
  return ledgerBytes([[add], [fact(1), fact(2), {...add, notes: {source: 's'}}], [fact(3)], [fact(4)]])
}

/** Puts a ledger with its anchor at `file`; null leaves the anchor out. */
export function putLedger(file: string, bytes: Uint8Array, anchor: Point | null): void {
  mkdirSync(dirname(file), {recursive: true})
  writeFileSync(file, bytes)
  if (anchor !== null) {
    writeFileSync(`${file}.head`, `{"bytes":${anchor.bytes},"hash":"${anchor.hash}","seq":${anchor.seq}}\n`)
  }
}

/** Lines with right hashes around any payload, time and version. */
export function sealed(rows: readonly [Payload, string, number][], first = 1, before = noHash): Buffer {
  let previous = before
  return Buffer.concat(
    rows.map(([payload, time, version], i) => {
      const made = encode(previous, {seq: first + i, time, commit: [1, 1], payload, version})
      previous = made.record.hash
      return made.bytes
    }),
  )
}
