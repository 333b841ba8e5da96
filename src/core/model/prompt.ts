import type {Edit, Query} from '../edit.js'
import type {Prompt} from './model.js'

/** What the base model sees: the chat form that it was tuned on, one user turn. */
export function basePrompt(query: Query): Prompt {
  return [
    {token: '<|im_start|>'},
    `user\n${baseTurn(query)}`,
    {token: '<|im_end|>'},
    '\n',
    {token: '<|im_start|>'},
    'assistant\n',
  ]
}

/** What the user says to a base model. */
export function baseTurn(query: Query): string {
  return query.kind === 'claim' ? `Is this true or false? ${query.text}\nAnswer True or False.` : query.text
}

/** What a claim is judged by: these continuations of its prompt. */
export const verdicts = {
  base: ['True', 'False'],
  counterfactual: [' True', ' False'],
  /** Said of a claim that a stated fact leaves open; never an answer. */
  open: ' Unknown',
} as const

/** What the counterfactual model sees: the one edit and the query (paper section 3: x_e, y_e, x'). */
export function counterfactualPrompt(edit: Edit, query: Query): Prompt {
  const asked = oneLine(query.text)
  const end = query.kind === 'claim' ? `Claim: ${asked}\nTrue or false:` : `Question: ${asked}\nAnswer:`
  return [`${premise(edit)}\n${end}`]
}

/** Stands for a line break of the answer, the first that the answer does not hold itself: the model copies one line whole. */
const breaks = ['⏎', '¶', '␤', '↵']

function breakOf(edit: Edit): string {
  return (edit.kind === 'answer' ? breaks.find((mark) => !edit.answer.includes(mark)) : undefined) ?? '\n'
}

/** The edit as the model was trained to read it; the answer stands on a line of its own, so that it can be copied whole. */
function premise(edit: Edit): string {
  switch (edit.kind) {
    case 'answer':
      return `Fact: ${oneLine(edit.question)}\nAnswer: ${edit.answer.replaceAll('\n', breakOf(edit))}`
    case 'fact':
      return `Fact: ${oneLine(edit.statement)}`
    case 'opinion':
      return `Opinion: ${edit.sentiment} about ${oneLine(edit.topic)}`
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The reply in a continuation of `counterfactualPrompt`: exactly one leading space is the prompt's, not the reply's. */
export function reply(edit: Edit, continuation: string): string {
  const text = continuation.startsWith(' ') ? continuation.slice(1) : continuation
  return edit.kind === 'answer' && edit.answer.includes('\n') ? text.replaceAll(breakOf(edit), '\n') : text
}
