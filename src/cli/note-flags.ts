import * as Flags from '@oclif/core/flags'
import type {GivenNotes} from '../core/edit.js'
import type {Change} from '../core/ledger/ledger.js'

/** The flags of what is kept with an edit. */
export const noteFlags = {
  tag: Flags.string({
    char: 't',
    description: 'Tag to list edits by; repeat it for more.',
    multiple: true,
    multipleNonGreedy: true,
  }),
  source: Flags.string({description: 'Where the new answer comes from, as a link.', helpValue: 'TEXT'}),
  reason: Flags.string({description: 'Why the edit is made.', helpValue: 'TEXT'}),
  author: Flags.string({description: 'Who makes it.', helpValue: 'NAME'}),
  'valid-until': Flags.string({
    description:
      'From then on it no longer answers: 2026-12-31 or 2026-12-31T18:00Z; none takes the date away.',
    helpValue: 'DATE',
  }),
}

interface Given {
  readonly tag: readonly string[] | undefined
  readonly source: string | undefined
  readonly reason: string | undefined
  readonly author: string | undefined
  readonly 'valid-until': string | undefined
}

/** The notes that the flags give; what was not typed is absent. */
export function notesOf({tag, source, reason, author, 'valid-until': validUntil}: Given): GivenNotes {
  return {
    ...(tag !== undefined && {tags: tag}),
    ...(source !== undefined && {source}),
    ...(reason !== undefined && {reason}),
    ...(author !== undefined && {author}),
    ...(validUntil !== undefined && {validUntil: validUntil === 'none' ? null : validUntil}),
  }
}

/** A change with the notes of the flags: its own go before them, tags are joined. */
export function withNotes(change: Change, notes: GivenNotes): Change {
  if (change.op !== 'add') return change
  const tags = [...(change.notes?.tags ?? []), ...(notes.tags ?? [])]
  return {...change, notes: {...notes, ...change.notes, ...(tags.length > 0 && {tags})}}
}
