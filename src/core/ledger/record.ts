import {Buffer, isUtf8} from 'node:buffer'
import {hash as digestOf} from 'node:crypto'
import canonicalize from 'canonicalize'
import {Fault} from '../fault.js'
import type {Payload, Record} from './ledger.js'
import {asPayload, fields, isHash} from './payload.js'

/** The version that this program writes. */
export const version = 1
/** Upper bound of a line in bytes, its line end not counted. */
export const maxLine = 1 << 20
/** What the first record names as the hash before it. */
export const noHash = '0'.repeat(64)

/** Length of `,"z":"<64 hex digits>"}`, with which every line ends, in every version. */
const sealLength = 72

/** A record as its line tells it. */
export interface Line {
  readonly record: Record
  /** Hash of the record before. */
  readonly previous: string
  readonly version: number
}

/** What is wrong with one line, by itself or where it stands. */
export interface Defect {
  readonly kind:
    | 'oversized'
    | 'bad-utf8'
    | 'bad-json'
    | 'hash'
    | 'non-canonical'
    | 'schema'
    | 'unknown-version'
    | 'chain'
    | 'seq-gap'
    | 'seq-duplicate'
    | 'commit'
  readonly detail: string
  readonly seq?: number
  readonly expected?: string
  readonly got?: string
}

/** Seals a record after the one whose hash is `previous`: its line (with line end) and itself. Throws `bad-input` over 1 MiB. */
export function encode(
  previous: string,
  parts: {
    readonly seq: number
    readonly time: string
    readonly commit: readonly [number, number]
    readonly payload: Payload
    /** Default: the version of this program. */
    readonly version?: number
  },
): {readonly record: Record; readonly bytes: Buffer} {
  const {seq, time, commit, payload, version: v = version} = parts
  const body = canonicalize({c: commit, d: payload, p: previous, s: seq, t: time, v})
  const open = String(body).slice(0, -1)
  const hash = sha256(open)
  const bytes = Buffer.from(`${open},"z":"${hash}"}\n`)
  if (bytes.length - 1 > maxLine) {
    throw new Fault(
      'bad-input',
      `an edit takes ${bytes.length} bytes in the ledger; at most ${maxLine} are allowed`,
    )
  }
  return {record: {seq, time, commit, payload, hash}, bytes}
}

/** Reads one line (without its line end), strictly: right hash, valid UTF-8, the canonical form to the byte. Never throws. */
export function decode(line: Buffer): Line | Defect {
  if (line.length > maxLine) return {kind: 'oversized', detail: `the line is ${line.length} bytes long`}
  const cut = Math.max(0, line.length - sealLength)
  const got = sha256(line.subarray(0, cut))
  const sealed = line.toString('latin1', cut) === `,"z":"${got}"}`
  if (!isUtf8(line)) return {kind: 'bad-utf8', detail: `the line is not valid UTF-8${hint(line)}`}
  const text = line.toString()
  const value = parse(text)
  if (value === undefined) return {kind: 'bad-json', detail: `the line is not JSON${hint(line)}`}
  if (!sealed) {
    const stored = /^,"z":"([0-9a-f]{64})"\}$/.exec(text.slice(-sealLength))?.[1]
    const detail = `the line does not match its hash${hint(line)}`
    return stored === undefined ? {kind: 'hash', detail, got} : {kind: 'hash', detail, expected: stored, got}
  }
  return checked(value, text, got)
}

/** Whether `decode` found a record. */
export function isLine(found: Line | Defect): found is Line {
  return 'record' in found
}

/** The schema comes first: what passes it is shallow, so that nothing hostile reaches the recursion of `stringify`. */
function checked(value: unknown, text: string, hash: string): Line | Defect {
  const line = fields(value, ['c', 'd', 'p', 's', 't', 'v', 'z']) ?? {}
  const {s: seq, v, p: previous, t: time} = line
  const commit = asCommit(line['c'])
  const payload = asPayload(line['d'])
  if (isCount(v) && commit && payload && isCount(seq) && isHash(previous) && isTime(time)) {
    return JSON.stringify(value) === text
      ? {record: {seq, time, commit, payload, hash}, previous, version: v}
      : {kind: 'non-canonical', detail: 'the line is not in canonical form', seq}
  }
  return isCount(v) && v > version
    ? {kind: 'unknown-version', detail: `the record is of version ${v}; this program knows ${version}`}
    : {kind: 'schema', detail: 'the line is not a record of a ledger'}
}

function asCommit(value: unknown): readonly [number, number] | null {
  if (!Array.isArray(value) || value.length !== 2) return null
  const [n, of]: unknown[] = value
  return isCount(n) && isCount(of) && n <= of ? [n, of] : null
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What an editor or a tool probably did to the line. */
function hint(line: Buffer): string {
  if (line.length === 0) return ' (it is blank)'
  if (line.at(-1) === 0x0d) return ' (it ends in CRLF: an editor or git changed its line ends)'
  if (line.toString('latin1', 0, 3) === '\xef\xbb\xbf') return ' (it begins with a byte order mark)'
  if (/^(?:\xff\xfe|\xfe\xff)/.test(line.toString('latin1', 0, 2))) return ' (it looks like UTF-16)'
  if (line.includes(0)) return ' (it holds zero bytes, as after a crash or a failing disk)'
  return ''
}

function sha256(bytes: Buffer | string): string {
  return digestOf('sha256', bytes, 'hex')
}
