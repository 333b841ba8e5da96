import type {Content, Edit, EditId, GivenNotes, Notes} from '../edit.js'

/** A change asked of a ledger. `supersede: false` refuses to replace a live edit on the same question. */
export type Change =
  | {readonly op: 'add'; readonly content: Content; readonly notes?: GivenNotes; readonly supersede?: boolean}
  | {readonly op: 'remove'; readonly id: EditId; readonly notes?: Pick<Notes, 'reason' | 'author'>}
  | {readonly op: 'restore'; readonly id: EditId; readonly notes?: Pick<Notes, 'reason' | 'author'>}

/**
 * What a record says; the payload `d` of a ledger line. `add` gives an edit these notes and no others; `note` changes
 * the given notes of a known edit and nothing else, `validUntil: null` takes the date away.
 */
export type Payload =
  | {readonly op: 'add'; readonly content: Content; readonly notes: Notes}
  | {readonly op: 'note'; readonly id: EditId; readonly notes: GivenNotes}
  | {readonly op: 'remove'; readonly id: EditId; readonly notes: Notes}
  | {readonly op: 'restore'; readonly id: EditId; readonly notes: Notes}

/** One accepted change as it stands in the ledger. `seq` counts from 1 without gaps. */
export interface Record {
  readonly seq: number
  /** ISO 8601, informational: order is `seq` alone. */
  readonly time: string
  /** [n, of]: the n-th record of a commit of `of` records. */
  readonly commit: readonly [number, number]
  readonly payload: Payload
  /** Hash of this record's line, 64 hex digits. */
  readonly hash: string
}

/** The place where a history ends: sequence number and hash of the last record; seq 0 is the empty ledger. */
export interface Head {
  readonly seq: number
  readonly hash: string
}

export interface History {
  /** In order of `seq`, all greater than the `since` that was asked. */
  readonly records: readonly Record[]
  readonly head: Head
}

/** What became of one change. `unchanged` wrote nothing. */
export interface Outcome {
  readonly status: 'added' | 'noted' | 'removed' | 'restored' | 'unchanged'
  readonly id: EditId
  /** The live edit that this change replaced, if any. */
  readonly superseded: EditId | null
}

export interface Receipt {
  /** One outcome a change, in their order. */
  readonly outcomes: readonly Outcome[]
  readonly head: Head
  /** State digest after the commit. */
  readonly digest: string
  /** What a person should hear: a torn tail that was repaired, a missing anchor. */
  readonly warnings: readonly string[]
}

/**
 * Grows only.
 *
 * `append` judges each change as if the ones before it were already in, writes the accepted ones as one commit,
 * and resolves when they would survive a power cut; all or nothing.
 * Throws `unknown-edit` for an id that the ledger never saw, `bad-input` where `supersede: false` forbids,
 * and the `ledger-*` codes.
 */
export interface Ledger {
  /** All records after `since` (default: all). */
  read(since?: number): Promise<History>
  append(changes: readonly Change[]): Promise<Receipt>
  close(): Promise<void>
}

/** The state that a history folds to. */
export interface State {
  /** Live edits, the oldest first; order is that of the records which made them live. */
  readonly live: readonly Edit[]
  /** Every edit ever seen, live or not, by id. */
  readonly known: ReadonlyMap<EditId, Known>
  readonly seq: number
}

/** An edit with its history. */
export interface Known {
  readonly edit: Edit
  readonly status: 'live' | 'removed' | 'superseded'
  /** The records that touched it, in order. */
  readonly history: readonly Record[]
}
