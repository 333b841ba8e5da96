import fc from 'fast-check'
import {expect, test} from 'vitest'
import {canonical, editId, subjectKey, type GivenNotes} from '../../../src/core/edit.js'
import type {Change} from '../../../src/core/ledger/ledger.js'
import {canonicalGiven, settled} from '../../../src/core/ledger/notes.js'
import {pretend} from '../../../src/core/ledger/pretend.js'
import {emptyState} from '../../../src/core/ledger/state.js'
import {changeLists} from '../../fake/changes.js'

test('the state agrees with a simple model after any changes', () => {
  fc.assert(
    fc.property(changeLists(80), (changes) => {
      const {live} = pretend(emptyState, changes, new Date(0))
      expect(live.map(({id, notes}) => [id, notes])).toEqual(model(changes))
    }),
  )
})

/** The live edits after `changes`, by the plainest means: a list that things are taken out of and put at the end of. */
function model(changes: readonly Change[]): [string, GivenNotes][] {
  const seen = new Map<string, {subject: string; notes: GivenNotes}>()
  let live: string[] = []
  for (const change of changes) {
    const id = change.op === 'add' ? editId(change.content) : change.id
    if (change.op === 'remove') live = live.filter((other) => other !== id)
    if (change.op === 'add') {
      const old = live.includes(id) ? seen.get(id)?.notes : {}
      const notes = settled({...old, ...canonicalGiven(change.notes ?? {})})
      seen.set(id, {subject: subjectKey(canonical(change.content)), notes})
    }
    if (change.op !== 'remove' && !live.includes(id)) {
      live = [...live.filter((other) => seen.get(other)?.subject !== seen.get(id)?.subject), id]
    }
  }
  return live.map((id) => [id, seen.get(id)?.notes ?? {}])
}
