import {createHash} from 'node:crypto'
import {canonical, canonicalId, subjectKey, type Content, type Edit, type EditId} from '../edit.js'
import {Fault} from '../fault.js'
import {shortIds} from './id.js'
import type {Change, Known, Outcome, Payload, Record, State} from './ledger.js'
import {canonicalGiven, changedNotes, mergeNotes, settled} from './notes.js'

/** The state of the empty ledger. */
export const emptyState: State = {live: [], known: new Map(), seq: 0}

/** What a change comes to; a null payload writes nothing. */
export interface Verdict {
  readonly payload: Payload | null
  readonly outcome: Outcome
}

/** A state under construction. `live` iterates the oldest first: what becomes live is set anew, at the end. */
interface Draft {
  readonly live: Map<EditId, Edit>
  readonly known: Map<EditId, Known>
  /** Live edits by subject key. */
  readonly subjects: Map<string, EditId>
  seq: number
}

const subjectsOf = new WeakMap<State, ReadonlyMap<string, EditId>>()

/**
 * The state after `records`, which follow `state` (default: the empty ledger) without a gap.
 * Folding in parts or at once gives the same. Throws `ledger-corrupt` for a record about an edit never added.
 */
export function fold(records: readonly Record[], state: State = emptyState): State {
  if (records.length === 0) return state
  const draft = draftOf(state)
  for (const record of records) apply(draft, record)
  return stateOf(draft)
}

/**
 * What `change` means in `state`. The same content live: unchanged, or `noted` where given notes differ; known but not
 * live: added anew, with the given notes alone.
 * Throws `bad-input` for content or notes that are none and where `supersede: false` forbids, `unknown-edit` for an id never seen.
 */
export function judge(state: State, change: Change): Verdict {
  return judgeIn(draftOf(state), change)
}

/** Judges each change as if the ones before it were already in. One outcome a change; the payloads to write, in order. */
export function plan(
  state: State,
  changes: readonly Change[],
): {readonly payloads: readonly Payload[]; readonly outcomes: readonly Outcome[]} {
  const draft = draftOf(state)
  const payloads: Payload[] = []
  const outcomes = changes.map((change) => {
    const {payload, outcome} = judgeIn(draft, change)
    if (payload !== null) {
      payloads.push(payload)
      apply(draft, {seq: draft.seq + 1, time: '', commit: [1, 1], payload, hash: ''})
    }
    return outcome
  })
  return {payloads, outcomes}
}

/** SHA-256 over the ids of the live edits in order, each with a line end: no times, no notes. */
export function digest(state: State): string {
  const hash = createHash('sha256')
  for (const {id} of state.live) hash.update(`${id}\n`)
  return hash.digest('hex')
}

/** Hands the draft over; it must not be changed afterwards. */
function stateOf(draft: Draft): State {
  const state: State = {live: [...draft.live.values()], known: draft.known, seq: draft.seq}
  subjectsOf.set(state, draft.subjects)
  return state
}

function draftOf(state: State): Draft {
  const subjects =
    subjectsOf.get(state) ?? state.live.map((edit): [string, EditId] => [subjectKey(edit), edit.id])
  return {
    live: new Map(state.live.map((edit) => [edit.id, edit])),
    known: new Map(state.known),
    subjects: new Map(subjects),
    seq: state.seq,
  }
}

function apply(draft: Draft, record: Record): void {
  const {payload, seq, time} = record
  draft.seq = seq
  const id = payload.op === 'add' ? canonicalId(payload.content) : payload.id
  const before = draft.known.get(id)
  if (payload.op === 'add') {
    return enliven(draft, {...payload.content, id, seq, time, notes: payload.notes}, record)
  }
  if (before === undefined) {
    throw new Fault('ledger-corrupt', `record ${seq} is about edit ${id}, which no record added`, {
      hints: ['serac edit verify'],
    })
  }
  const {edit} = before
  switch (payload.op) {
    case 'note':
      return settle(draft, {...edit, notes: mergeNotes(edit.notes, payload.notes)}, before.status, record)
    case 'remove':
      return settle(draft, edit, before.status === 'live' ? 'removed' : before.status, record)
    case 'restore':
      return enliven(draft, {...edit, seq, time}, record)
  }
}

function enliven(draft: Draft, edit: Edit, record: Record): void {
  const key = subjectKey(edit)
  const holder = draft.subjects.get(key)
  const rival = holder === undefined || holder === edit.id ? undefined : draft.live.get(holder)
  if (rival !== undefined) settle(draft, rival, 'superseded', record)
  draft.live.delete(edit.id)
  draft.subjects.set(key, edit.id)
  settle(draft, edit, 'live', record)
}

function settle(draft: Draft, edit: Edit, status: Known['status'], record: Record): void {
  const history = draft.known.get(edit.id)?.history ?? []
  draft.known.set(edit.id, {edit, status, history: [...history, record]})
  if (status === 'live') draft.live.set(edit.id, edit)
  else if (draft.live.delete(edit.id)) draft.subjects.delete(subjectKey(edit))
}

/** The live edit that stands in the way of `content`: same subject, another edit. */
function rivalOf(draft: Draft, content: Content, id: EditId): Edit | null {
  const holder = draft.subjects.get(subjectKey(content))
  return holder === undefined || holder === id ? null : (draft.live.get(holder) ?? null)
}

function judgeIn(draft: Draft, change: Change): Verdict {
  const given = canonicalGiven(change.notes ?? {})
  const notes = settled(given)
  if (change.op === 'add') {
    const content = canonical(change.content)
    const id = canonicalId(content)
    const live = draft.live.get(id)
    if (live !== undefined) {
      const changed = changedNotes(live.notes, given)
      if (changed === null) return {payload: null, outcome: {status: 'unchanged', id, superseded: null}}
      return {payload: {op: 'note', id, notes: changed}, outcome: {status: 'noted', id, superseded: null}}
    }
    const rival = rivalOf(draft, content, id)
    if (rival !== null && change.supersede === false) {
      const short = shortIds(draft.known.keys())(rival.id)
      throw new Fault('bad-input', `edit ${short} is live on the same subject and must not be superseded`, {
        hints: [`serac edit show ${short}`, `serac edit rm ${short}`],
      })
    }
    const outcome: Outcome = {status: 'added', id, superseded: rival?.id ?? null}
    return {payload: {op: 'add', content, notes}, outcome}
  }
  const {op, id} = change
  const before = draft.known.get(id)
  if (before === undefined) {
    throw new Fault('unknown-edit', `no edit has the id ${id}`, {hints: ['serac edit ls --all']})
  }
  if ((before.status === 'live') === (op === 'restore')) {
    return {payload: null, outcome: {status: 'unchanged', id, superseded: null}}
  }
  if (op === 'remove') return {payload: {op, id, notes}, outcome: {status: 'removed', id, superseded: null}}
  const rival = rivalOf(draft, before.edit, id)
  return {payload: {op, id, notes}, outcome: {status: 'restored', id, superseded: rival?.id ?? null}}
}
