import {Buffer} from 'node:buffer'
import * as nodeFs from 'node:fs'
import {dirname, resolve} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {Fault} from '../fault.js'
import {anchorPath, readAnchor, type Anchor} from './anchor.js'
import {diskFault, readRange, withFile, type Disk} from './disk.js'
import type {Head} from './ledger.js'
import {lockHolder, takeLock} from './lock.js'
import {fileSystem, locate} from './place.js'
import {cutTail} from './repair.js'
import {problem, survey, type Problem, type Survey} from './survey.js'

export interface VerifyOptions {
  /** A hash, or its first 7 digits or more, that some record must have: an anchor kept elsewhere. */
  readonly expectHead?: string
  /** Cuts a torn tail, and nothing else. */
  readonly repair?: boolean
  readonly now?: () => Date
  readonly lockTimeoutMs?: number
  readonly io?: Disk
}

/** What `serac edit verify` tells. */
export interface Report {
  /** No problem but warnings. */
  readonly ok: boolean
  /** The real path. */
  readonly path: string
  readonly size: number
  readonly fileSystem: string
  /** Greatest format version of a record. */
  readonly version: number
  /** Records of complete commits before the first damage, with the first and the last sequence number. */
  readonly records: number
  readonly first: number | null
  readonly last: number | null
  readonly head: Head
  /** `ledger-ahead` is what an interrupted commit leaves, and fine; `none` is an empty ledger without an anchor. */
  readonly anchor: {
    readonly status: 'match' | 'ledger-ahead' | 'rolled-back' | 'missing' | 'unreadable' | 'none'
    readonly seq: number | null
    readonly hash: string | null
  }
  /** The first 1,000 at most; `omitted` counts the rest. */
  readonly problems: readonly Problem[]
  readonly omitted: number
  readonly good: {readonly before: number; readonly after: number}
  readonly lock: {readonly held: boolean; readonly pid: number | null}
  readonly repaired: {readonly bytes: number; readonly copy: string} | null
}

interface Reading {
  readonly file: string
  readonly size: number
  readonly anchor: Anchor | 'missing' | 'unreadable'
  readonly found: Survey
}

const maxProblems = 1000

/**
 * Checks every byte of the ledger at `path` and says what is wrong; a file that does not exist is an empty ledger.
 * Broken content is reported, never thrown. Throws `ledger` for what is no readable file and `bad-input` for an `expectHead` that is no hash.
 */
export async function verifyLedger(path: string, options: VerifyOptions = {}): Promise<Report> {
  const {io: disk = nodeFs, now = () => new Date(), lockTimeoutMs = 10_000} = options
  const wanted = options.expectHead?.toLowerCase()
  if (wanted !== undefined && !/^[0-9a-f]{7,64}$/.test(wanted)) {
    throw new Fault('bad-input', `${JSON.stringify(options.expectHead)} is not a hash (7 to 64 hex digits)`, {
      hints: ['serac edit verify --json'],
    })
  }
  const absolute = resolve(path)
  const repaired = options.repair === true ? await repair(disk, absolute, now(), lockTimeoutMs) : null
  try {
    const reading = await examine(disk, absolute)
    const holder = await lockHolder(disk, reading.file)
    const lock = {held: holder !== null, pid: holder?.pid ?? null}
    const {file, size} = reading
    const folder = dirname(file)
    const name = disk.existsSync(folder) ? fileSystem(disk, folder).name : 'none'
    return {...judged(reading, wanted), path: file, size, fileSystem: name, lock, repaired}
  } catch (error) {
    throw diskFault(error, 'read', absolute)
  }
}

/** What the survey and the anchor come to. Pure. */
function judged({file, anchor, found}: Reading, wanted: string | undefined) {
  const {records, head, version, good, hashes} = found
  const status = anchorStatus(anchor, found)
  const problems = [...found.problems, ...anchorProblems(status, anchor, file)]
  if (wanted !== undefined && ![...hashes].some((hash) => hash.startsWith(wanted))) {
    const detail = `no record has the hash ${wanted}`
    problems.push(problem({kind: 'other-head', severity: 'error', detail, expected: wanted, got: head.hash}))
  }
  const known = typeof anchor === 'object' ? anchor : null
  return {
    ok: problems.every(({severity}) => severity === 'warning'),
    version,
    records: records.length,
    first: records.at(0)?.seq ?? null,
    last: records.at(-1)?.seq ?? null,
    head,
    anchor: {status, seq: known?.seq ?? null, hash: known?.hash ?? null},
    problems: problems.slice(0, maxProblems),
    omitted: Math.max(0, problems.length - maxProblems),
    good,
  }
}

function anchorStatus(anchor: Reading['anchor'], found: Survey): Report['anchor']['status'] {
  if (typeof anchor === 'string') return anchor === 'missing' && found.head.seq === 0 ? 'none' : anchor
  if (anchor.seq === found.head.seq && anchor.hash === found.head.hash) return 'match'
  return anchor.seq === 0 || found.hashes.has(anchor.hash) ? 'ledger-ahead' : 'rolled-back'
}

function* anchorProblems(
  status: Report['anchor']['status'],
  anchor: Reading['anchor'],
  file: string,
): Iterable<Problem> {
  const path = anchorPath(file)
  if (status === 'rolled-back' && typeof anchor === 'object') {
    const {seq, hash} = anchor
    const detail = `${path} remembers record ${seq}, which the ledger does not hold: ROLLED BACK`
    yield problem({kind: 'rolled-back', severity: 'error', detail, seq, expected: hash})
  } else if (status === 'missing') {
    const detail = `${path} is missing: a roll-back would not be noticed`
    yield problem({kind: 'anchor-missing', severity: 'warning', detail})
  } else if (status === 'unreadable') {
    const detail = `${path} is not an anchor: a roll-back would not be noticed`
    yield problem({kind: 'anchor-unreadable', severity: 'warning', detail})
  }
}

async function repair(disk: Disk, path: string, now: Date, timeoutMs: number): Promise<Report['repaired']> {
  try {
    const place = locate(disk, path)
    if (!place.exists) return null
    const lock = await takeLock(disk, place.file, timeoutMs)
    try {
      const {file, size, found} = look(disk, path)
      if (found.tornAt === null) return null
      return {bytes: size - found.tornAt, copy: cutTail(disk, file, found.tornAt, now)}
    } finally {
      lock.release()
    }
  } catch (error) {
    throw diskFault(error, 'write', path)
  }
}

/** Looks twice where it finds damage: without the lock it may have met a writer that was cutting a torn tail. */
async function examine(disk: Disk, path: string): Promise<Reading> {
  const first = look(disk, path)
  if (first.found.problems.every(({severity}) => severity === 'warning')) return first
  await sleep(20)
  return look(disk, path)
}

/** The anchor is read first: the ledger may have grown since, but must hold it. */
function look(disk: Disk, path: string): Reading {
  const {file, exists} = locate(disk, path)
  const anchor = readAnchor(disk, file)
  const bytes = exists
    ? withFile(disk, file, 'r', (fd) => readRange(disk, fd, 0, disk.fstatSync(fd).size))
    : Buffer.alloc(0)
  return {file, size: bytes.length, anchor, found: survey(bytes, typeof anchor === 'object' ? anchor : null)}
}
