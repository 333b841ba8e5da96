import type {Buffer} from 'node:buffer'
import {canonicalId} from '../edit.js'
import type {Anchor} from './anchor.js'
import type {Head, Record} from './ledger.js'
import {decode, isLine, type Defect} from './record.js'
import {misplaced, scan, start, type Rest} from './scan.js'

/** One thing that is wrong, and where. A warning needs no action; a torn tail that was never acknowledged is one. */
export interface Problem {
  readonly kind:
    | Defect['kind']
    | 'torn-tail'
    | 'time-backwards'
    | 'reverts-unknown-edit'
    | 'rolled-back'
    | 'anchor-missing'
    | 'anchor-unreadable'
    | 'other-head'
  readonly severity: 'error' | 'warning'
  readonly detail: string
  /** Line from 1, byte offset and length of the bytes in question; null where it is about the whole file. */
  readonly line: number | null
  readonly offset: number | null
  readonly length: number | null
  readonly seq: number | null
  readonly expected: string | null
  readonly got: string | null
}

export interface Survey {
  /** Records of complete commits before the first problem of the lines. */
  readonly records: readonly Record[]
  readonly head: Head
  readonly version: number
  readonly problems: readonly Problem[]
  /** Good lines before and after the first bad one. */
  readonly good: {readonly before: number; readonly after: number}
  /** Hashes of all lines that are whole, and those that damaged lines claim. */
  readonly hashes: ReadonlySet<string>
  /** Where an unacknowledged tail begins, if there is one. */
  readonly tornAt: number | null
}

/** Everything that is wrong with the bytes of a ledger, line by line, past the first damage too. Never throws. */
export function survey(bytes: Buffer, anchor: Anchor | null): Survey {
  const {records, end, rest, version} = scan(bytes, start, anchor)
  const hashes = new Set(records.map(({hash}) => hash))
  const problems = [...oddities(records)]
  const base = {records, head: {seq: end.seq, hash: end.hash}, version, hashes}
  if (rest === null) {
    return {...base, problems, good: {before: records.length, after: 0}, tornAt: null}
  }
  if (rest.kind === 'torn' || rest.defect === null) {
    problems.push(tail(bytes, end.bytes, end.seq, rest))
    const tornAt = rest.kind === 'torn' ? end.bytes : null
    return {...base, problems, good: {before: records.length, after: 0}, tornAt}
  }
  const after = beyond(bytes, rest, rest.defect, hashes)
  return {
    ...base,
    problems: [...problems, ...after.problems],
    good: {before: rest.line - 1, after: after.good},
    tornAt: null,
  }
}

/** A problem with nothing known but what is given. */
export function problem(given: Partial<Problem> & Pick<Problem, 'kind' | 'severity' | 'detail'>): Problem {
  return {line: null, offset: null, length: null, seq: null, expected: null, got: null, ...given}
}

/** Walks on from the first bad line. A damaged line is taken to hold the place that its stored hash claims. */
function beyond(bytes: Buffer, rest: Rest, first: Defect, hashes: Set<string>) {
  const problems: Problem[] = []
  let good = 0
  let {line, offset: at} = rest
  let last: Head | null = {seq: rest.line - 1, hash: lastHash(bytes, at) ?? start.hash}
  let open: Record | undefined
  for (let stop = bytes.indexOf(0x0a, at); stop !== -1; stop = bytes.indexOf(0x0a, at)) {
    const found = decode(bytes.subarray(at, stop))
    const defect =
      line === rest.line ? first : isLine(found) ? placed(found.record, found.previous, last, open) : found
    if (defect === null) good++
    else problems.push(defective(defect, line, at, stop - at))
    const stored = isLine(found) ? found.record.hash : found.expected
    if (stored !== undefined) hashes.add(stored)
    last = isLine(found) ? found.record : next(last, stored)
    open = isLine(found) && found.record.commit[0] < found.record.commit[1] ? found.record : undefined
    at = stop + 1
    line++
  }
  if (at < bytes.length) {
    const cut: Defect | null = line === rest.line ? first : null
    const detail = 'the file does not end with a line end, after damage'
    const length = bytes.length - at
    problems.push(problem({kind: 'torn-tail', detail, ...cut, severity: 'error', line, offset: at, length}))
  }
  return {problems, good}
}

/** As `misplaced`, but what follows a line of unknown place is in place. A commit is not judged after damage. */
function placed(
  record: Record,
  previous: string,
  last: Head | null,
  open: Record | undefined,
): Defect | null {
  if (last === null) return null
  const defect = misplaced(record, previous, last, open)
  return defect?.kind === 'commit' && open === undefined ? null : defect
}

function next(last: Head | null, stored: string | undefined): Head | null {
  return last === null || stored === undefined ? null : {seq: last.seq + 1, hash: stored}
}

/** The hash at the end of the line that ends before `at`. */
function lastHash(bytes: Buffer, at: number): string | undefined {
  return at === 0 ? undefined : bytes.toString('latin1', at - 67, at - 3)
}

function defective(defect: Defect, line: number, offset: number, length: number): Problem {
  return problem({...defect, severity: 'error', line, offset, length})
}

function tail(bytes: Buffer, offset: number, seq: number, rest: Rest): Problem {
  const torn = rest.kind === 'torn'
  return problem({
    kind: 'torn-tail',
    severity: torn ? 'warning' : 'error',
    detail: torn
      ? 'the last commit is unfinished; it was never acknowledged, and the next edit cuts it off'
      : 'the last commit is unfinished, but was acknowledged',
    line: seq + 1,
    offset,
    length: bytes.length - offset,
  })
}

function* oddities(records: readonly Record[]): Iterable<Problem> {
  const added = new Set<string>()
  let time = ''
  for (const record of records) {
    const {seq, payload} = record
    if (record.time < time) {
      const detail = `record ${seq} is older (${record.time}) than the one before it (${time})`
      yield problem({kind: 'time-backwards', severity: 'warning', detail, line: seq, seq})
    }
    time = record.time
    if (payload.op === 'add') added.add(canonicalId(payload.content))
    else if (!added.has(payload.id)) {
      const detail = `record ${seq} is about edit ${payload.id}, which no record before it added`
      yield problem({kind: 'reverts-unknown-edit', severity: 'error', detail, line: seq, seq})
    }
  }
}
