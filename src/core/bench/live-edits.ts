import type {Content, Edit} from '../edit.js'
import {pretend} from '../ledger/pretend.js'
import {emptyState} from '../ledger/state.js'

/** The instant at which the edits of a bench are made: no answer depends on it. */
export const instant = new Date(0)

/** The edits of some records as an empty ledger would hold them, added in their order. */
export function liveEdits(records: readonly {readonly content: Content}[]): readonly Edit[] {
  const changes = records.map(({content}) => ({op: 'add' as const, content}))
  return pretend(emptyState, changes, instant).live
}
