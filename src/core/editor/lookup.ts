import {editText, type Edit, type Query} from '../edit.js'
import type {Counterfactual} from '../model/counterfactual.js'
import type {Generator} from '../model/model.js'
import {basePrompt} from '../model/prompt.js'
import {ranked} from '../scope/rank.js'
import type {Scope} from '../scope/scope.js'
import type {Editor} from './editor.js'
import {serac} from './serac.js'

/**
 * Cache and lookup (LU, paper section 5 and appendix B): the stored answer of the edit whose x_e has the nearest mean
 * hidden state in the base model, if nearer than delta; the base model elsewhere.
 */
export function lookup(hidden: Generator['hidden'], threshold: number): Editor {
  return serac({
    name: 'lu',
    openScope: (edits, signal) => lookupScope(hidden, edits, signal),
    counterfactual: storedLabel,
    threshold,
  })
}

/** The score of a distance of hidden states: 1 / (1 + d), so that delta and a threshold on scores say the same. */
export function scoreOfDistance(distance: number): number {
  return 1 / (1 + distance)
}

/** The distance that has this score: delta of a threshold. */
export function distanceOfScore(score: number): number {
  return 1 / score - 1
}

/** How near a query is to the x_e of each edit, by the Euclidean distance of their mean hidden states. */
export async function lookupScope(
  hidden: Generator['hidden'],
  edits: readonly Edit[],
  signal?: AbortSignal,
): Promise<Scope> {
  const keys: Float32Array[] = []
  for (const edit of edits) keys.push(await hidden(basePrompt(keyOf(edit)), signal))
  return {
    async nearest(queries, stop) {
      const all = []
      for (const query of queries) {
        const state = await hidden(basePrompt(query), stop)
        const matches = edits.map((edit, i) => {
          const score = scoreOfDistance(distance(state, keys[i] ?? state))
          return {edit, score, stages: {lookup: score}}
        })
        all.push(ranked(matches))
      }
      return all
    },
  }
}

/** What is stored for an edit: its answer; a statement taken as true makes a claim True. */
const storedLabel: Counterfactual = {
  answer: async (edit) =>
    edit.kind === 'answer' ? edit.answer : edit.kind === 'fact' ? 'True' : edit.sentiment,
  likelihood: () => null,
}

/** x_e: the question of an edit without its answer, a statement as it is. */
function keyOf(edit: Edit): Query {
  const text = edit.kind === 'answer' ? edit.question : editText(edit)
  return {kind: edit.kind === 'fact' ? 'claim' : 'question', text}
}

function distance(a: Float32Array, b: Float32Array): number {
  let squared = 0
  for (let i = 0; i < a.length; i++) squared += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2
  return Math.sqrt(squared)
}
