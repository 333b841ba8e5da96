import type {Content, Edit, GivenNotes, Query} from '../edit.js'
import type {Change} from '../ledger/ledger.js'

/** A question that a format keeps beside an edit. */
export interface Probe {
  /**
   * `rephrase`: the edit in other words; `portability`: what follows from it; `locality`: what it must not change;
   * `in` and `out`: what it decides and what not, in our own format.
   */
  readonly role: 'rephrase' | 'portability' | 'locality' | 'in' | 'out'
  /** The kind within the role that the format names, as KnowEdit's `Subject_Aliasing`. */
  readonly group: string | null
  readonly text: string
  /** Whether it is asked or judged; a question where nothing is said. */
  readonly kind?: Query['kind']
  /** Whether it is meant to be hard; where nothing is said it is not known. */
  readonly hard?: boolean
  /** Answers that count as right; empty where the format gives none. */
  readonly answers: readonly string[]
}

/** One edit as a format tells it. */
export interface Case {
  readonly content: Content
  readonly notes: GivenNotes
  /** What the edit is about, where the format says so. */
  readonly subject: string | null
  /** The answer that the edit replaces, all its spellings; empty where the format gives none. */
  readonly truth: readonly string[]
  readonly probes: readonly Probe[]
  /** Name of the record in its file, where it has one. */
  readonly id?: string
  /** Replies of both sentiments to an opinion's prompts, which likelihoods are measured on. */
  readonly replies?: {readonly positive: readonly string[]; readonly negative: readonly string[]}
}

/** A record of a file, before it is understood. */
export interface Raw {
  readonly value: unknown
  /** `line 3` or `record 3`, from 1. */
  readonly where: string
  /** Column of a member of the record, from 1; null where columns mean nothing. */
  readonly column: (name: string) => number | null
}

/** A way to write edits down, one record an edit. */
export interface Format {
  readonly name: FormatName
  /** The layout in words, for errors. */
  readonly layout: string
  readonly container: 'json' | 'jsonl'
  /** Whether a record has this layout, by the fields that no other format has. */
  matches(value: unknown): boolean
  /** Throws `bad-input` naming the field; the place is added by whoever knows it. */
  read(value: unknown): Case
  /** The record of an edit, or null for a kind that the format cannot tell. `index` counts from 0. */
  write(edit: Pick<Edit, 'notes'> & Content, index: number): unknown
}

export const formatNames = ['serac', 'easyedit', 'zsre', 'counterfact', 'knowedit', 'vitaminc'] as const
export type FormatName = (typeof formatNames)[number]

/** Whether the edit must leave the probe alone. */
export function isOutside({role}: Probe): boolean {
  return role === 'locality' || role === 'out'
}

/** The change that records a case: rewordings and consequences become test questions `in`, the others `out`. */
export function changeOf({content, notes, probes}: Case): Change {
  const inside = probes.filter((probe) => !isOutside(probe)).map(({text}) => text)
  const outside = probes.filter(isOutside).map(({text}) => text)
  return {
    op: 'add',
    content,
    notes: {
      ...notes,
      ...(inside.length > 0 && {in: [...(notes.in ?? []), ...inside]}),
      ...(outside.length > 0 && {out: [...(notes.out ?? []), ...outside]}),
    },
  }
}
