import {
  canonicalId,
  editText,
  isValid,
  type Content,
  type Edit,
  type EditId,
  type GivenNotes,
  type Notes,
} from '../core/edit.js'
import {digest} from '../core/ledger/state.js'
import type {Known, Record, State} from '../core/ledger/ledger.js'
import {oneLine} from './render.js'
import type {Style} from './style.js'

/** An edit as scripts read it; texts and notes lie flat beside the id. */
export type EditJson = Content &
  Pick<Edit, 'id' | 'seq' | 'time'> &
  Notes & {
    readonly tags: readonly string[]
    readonly status: Known['status']
    /** False once `validUntil` is over: the edit is live but no longer answers. */
    readonly valid: boolean
    readonly history?: readonly HistoryJson[]
  }

/** A record about an edit; `superseded` when it is the record of the edit that took its place. */
export interface HistoryJson extends GivenNotes {
  readonly seq: number
  readonly time: string
  readonly op: Record['payload']['op'] | 'superseded'
  /** Id of the edit that superseded it. */
  readonly by?: EditId
  readonly hash: string
}

/** What `edit ls --json` prints. */
export interface ListJson {
  /** Names the live edits in their order; two ledgers with the same digest answer alike. */
  readonly digest: string
  readonly seq: number
  readonly edits: readonly EditJson[]
}

export function listJson(state: State, edits: readonly EditJson[]): ListJson {
  return {digest: digest(state), seq: state.seq, edits}
}

/** Whether to tell the records of an edit too. */
export interface Detail {
  readonly history: boolean
  readonly now: Date
}

export function editJson({edit, status, history}: Known, detail: Detail): EditJson {
  const {notes, ...rest} = edit
  return {
    ...rest,
    tags: [],
    ...notes,
    status,
    valid: isValid(edit, detail.now),
    ...(detail.history && {history: history.map((record) => historyJson(record, edit.id))}),
  }
}

function historyJson({seq, time, hash, payload}: Record, id: EditId): HistoryJson {
  const about = payload.op === 'add' ? canonicalId(payload.content) : payload.id
  if (about !== id) return {seq, time, op: 'superseded', by: about, hash}
  return {seq, time, op: payload.op, hash, ...payload.notes}
}

/** How an edit stands, in one word. */
export function standing({status, valid}: EditJson): string {
  return status === 'live' && !valid ? 'expired' : status
}

/** The texts of an edit on one line: `question → answer`. */
export function gist(edit: EditJson): string {
  return edit.kind === 'answer' ? `${edit.question} → ${edit.answer}` : editText(edit)
}

/** Everything about an edit, one fact a line. */
export function editLines(edit: EditJson, style: Style): string[] {
  const {colour} = style
  const facts: [string, string | undefined][] = [
    ...texts(edit),
    ['status', standing(edit)],
    ['tags', edit.tags.join(', ') || undefined],
    ['source', edit.source],
    ['reason', edit.reason],
    ['author', edit.author],
    ['valid until', edit.validUntil],
    ...(edit.in ?? []).map((text): [string, string] => ['in', text]),
    ...(edit.out ?? []).map((text): [string, string] => ['out', text]),
    ...(edit.history ?? []).map((record): [string, string] => ['history', historyText(record)]),
  ]
  return [
    `edit ${edit.id}`,
    ...facts.flatMap(([name, text]) =>
      text === undefined ? [] : [`  ${colour.dim(name.padEnd(11))} ${oneLine(text, style)}`],
    ),
  ]
}

function texts(edit: EditJson): [string, string][] {
  switch (edit.kind) {
    case 'answer':
      return [
        ['question', edit.question],
        ['answer', edit.answer],
      ]
    case 'fact':
      return [['fact', edit.statement]]
    case 'opinion':
      return [
        ['topic', edit.topic],
        ['sentiment', edit.sentiment],
      ]
  }
}

function historyText({seq, time, op, by, reason, author}: HistoryJson): string {
  const what = by === undefined ? op : `${op} by ${by.slice(0, 12)}`
  return [seq, time, what, reason, author && `(${author})`].filter(Boolean).join('  ')
}
