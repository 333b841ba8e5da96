import {editId, editText, subjectKey, type Content, type EditId, type Query} from '../core/edit.js'
import type {Change} from '../core/ledger/ledger.js'
import {open, type Settings} from '../core/open.js'

/** A live edit whose scope holds what a new edit is about, so that both could answer. */
export interface Overlap {
  /** The live edit. */
  readonly edit: EditId
  readonly text: string
  readonly score: number
  /** What was asked for the new edit. */
  readonly asked: string
}

/** Asks the ledger as it is for each new edit, whatever editor is set. Those it would supersede anyway do not count. */
export async function findOverlaps(
  changes: readonly Change[],
  settings: Settings,
  signal: AbortSignal,
): Promise<readonly Overlap[]> {
  const contents = changes.flatMap((change) => (change.op === 'add' ? [change.content] : []))
  const serac = await open({...settings, editor: 'serac'})
  try {
    const overlaps: Overlap[] = []
    const {nearest, threshold} = await serac.session({signal})
    for (const content of contents) {
      const query = queryOf(content)
      for (const {edit, score} of await nearest(query)) {
        if (score < threshold) break
        if (edit.id === editId(content) || subjectKey(edit) === subjectKey(content)) continue
        overlaps.push({edit: edit.id, text: editText(edit), score, asked: query.text})
      }
    }
    return overlaps
  } finally {
    await serac.close()
  }
}

/** What someone would ask to hear the edit. */
function queryOf(content: Content): Query {
  switch (content.kind) {
    case 'answer':
      return {kind: 'question', text: content.question}
    case 'fact':
      return {kind: 'claim', text: content.statement}
    case 'opinion':
      return {kind: 'question', text: `What do you think of ${content.topic}?`}
  }
}
