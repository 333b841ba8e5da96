import {canonical, editId, type Content, type Edit, type Notes} from '../../src/core/edit.js'

/** A live edit as a ledger would hand it out. */
export function edit(content: Content, seq = 1, notes: Notes = {}): Edit {
  return {...canonical(content), id: editId(content), seq, time: '2026-01-01T00:00:00.000Z', notes}
}

export function answerEdit(question: string, answer: string, seq = 1, notes: Notes = {}): Edit {
  return edit({kind: 'answer', question, answer}, seq, notes)
}

export function question(text: string): {kind: 'question'; text: string} {
  return {kind: 'question', text}
}
