import type {Buffer} from 'node:buffer'
import type {Anchor} from './anchor.js'
import type {Head, Record} from './ledger.js'
import {decode, isLine, maxLine, noHash, version, type Defect} from './record.js'

/** A place between two commits: the record before it and the byte offset. */
export type Point = Anchor

/** The beginning of every ledger. */
export const start: Point = {seq: 0, hash: noHash, bytes: 0}

/** What follows the last complete commit: a tail that was never acknowledged, or damage. */
export interface Rest {
  readonly kind: 'torn' | 'broken'
  /** What is wrong with the first line of it that is; null when it only ends too early. */
  readonly defect: Defect | null
  /** Line number, from 1, and place of that line. */
  readonly line: number
  readonly offset: number
}

export interface Scan {
  /** The records of complete commits, in order. */
  readonly records: readonly Record[]
  /** Where the last complete commit ends. */
  readonly end: Point
  readonly rest: Rest | null
  /** Greatest version of a record. */
  readonly version: number
}

/** Reads the bytes of a ledger from `from` on, strictly, up to the first thing that is wrong. `anchor` tells torn from broken. */
export function scan(bytes: Buffer, from: Point, anchor: Head | null): Scan {
  const records: Record[] = []
  let end = from
  let newest = version
  let last: Head = from
  let pending: Record[] = []
  let at = 0
  let defect: Defect | null = null
  while (defect === null) {
    const stop = bytes.indexOf(0x0a, at)
    if (stop === -1) break
    const found = decode(bytes.subarray(at, stop))
    defect = isLine(found) ? misplaced(found.record, found.previous, last, pending.at(-1)) : found
    if (defect !== null || !isLine(found)) break
    const {record} = found
    pending.push(record)
    last = record
    newest = Math.max(newest, found.version)
    at = stop + 1
    if (record.commit[0] === record.commit[1]) {
      for (const done of pending) records.push(done)
      pending = []
      end = {seq: record.seq, hash: record.hash, bytes: from.bytes + at}
    }
  }
  const open = bytes.length - at
  if (open > maxLine)
    defect ??= {kind: 'oversized', detail: `the last line is ${open} bytes long and has no end`}
  const rest = bytes.subarray(end.bytes - from.bytes)
  if (rest.length === 0) return {records, end, rest: null, version: newest}
  const kind = isTorn(rest, end, defect, anchor) ? 'torn' : 'broken'
  return {
    records,
    end,
    rest: {kind, defect, line: last.seq + 1, offset: from.bytes + at},
    version: newest,
  }
}

/** What is wrong with the place of a record that follows `last`; `open` is the record before it in an unfinished commit. */
export function misplaced(
  record: Record,
  previous: string,
  last: Head,
  open: Record | undefined,
): Defect | null {
  const {seq} = record
  if (seq <= last.seq)
    return {kind: 'seq-duplicate', detail: `record ${seq} comes after record ${last.seq}`, seq}
  if (seq > last.seq + 1) return {kind: 'seq-gap', detail: `record ${seq} follows record ${last.seq}`, seq}
  if (previous !== last.hash) {
    const detail = `record ${seq} was written after another record ${last.seq} than the one before it`
    return {kind: 'chain', detail, seq, expected: last.hash, got: previous}
  }
  const [n, of] = record.commit
  const [before, whole] = open?.commit ?? [0, of]
  return n === before + 1 && of === whole
    ? null
    : {kind: 'commit', detail: `record ${seq} is part ${n} of ${of}, after part ${before} of ${whole}`, seq}
}

/**
 * Whether the bytes after the last complete commit were never acknowledged, so that cutting them loses nothing:
 * the anchor does not know of them, and they end before their line end or a whole disk sector of them never arrived.
 */
export function isTorn(rest: Buffer, end: Point, defect: Defect | null, anchor: Head | null): boolean {
  if (anchor !== null && anchor.seq > end.seq) return false
  if (defect === null || rest.every((byte) => byte === 0)) return true
  return anchor !== null && hasEmptySector(rest, end.bytes)
}

/** Whether a 512-byte sector of the file, as far as it lies in `rest`, is all zero; canonical JSON has no zero byte. */
function hasEmptySector(rest: Buffer, offset: number): boolean {
  for (let from = 0; from < rest.length;) {
    const to = Math.min(rest.length, from + 512 - ((offset + from) % 512))
    if (rest.subarray(from, to).every((byte) => byte === 0)) return true
    from = to
  }
  return false
}
