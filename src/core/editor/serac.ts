import type {Edit} from '../edit.js'
import type {Counterfactual} from '../model/counterfactual.js'
import {modelOf} from '../model/model.js'
import type {Scope} from '../scope/scope.js'
import type {Editor} from './editor.js'

/** A memory of edits, who finds the edit that a query falls under, and who answers from it. */
export interface SeracParts {
  /** `serac`, or the name of a method that is SERAC with other parts. */
  readonly name?: string
  openScope(edits: readonly Edit[], signal?: AbortSignal): Promise<Scope>
  readonly counterfactual: Counterfactual
  /** An edit answers when its scope score is at least this. */
  readonly threshold: number
  /** Whether an edit still applies when a question is asked. */
  readonly applies?: (edit: Edit) => boolean
}

/** Nearest edits that an answer tells of. */
const told = 8

/** SERAC (paper section 3, eq. 3): the counterfactual model in scope of the best edit, the base model elsewhere. */
export function serac({name = 'serac', openScope, counterfactual, threshold, applies}: SeracParts): Editor {
  return {
    name,
    async edit(base, edits) {
      if (edits.length === 0) return base
      const scope = await openScope(edits)
      return modelOf(async (query, signal) => {
        const [matches = []] = await scope.nearest([query], signal)
        const nearest = matches.filter(({edit}) => applies?.(edit) ?? true).slice(0, told)
        const best = nearest[0]
        const beta = best?.score ?? null
        // Not `<`: a score that is no number must leave the question to the base.
        if (best === undefined || !(best.score >= threshold)) {
          return {...(await base.turn(query, signal)), beta, nearest}
        }
        const {edit} = best
        return {
          source: 'edit',
          edit: edit.id,
          beta,
          nearest,
          speak: (speaking) => counterfactual.answer(edit, query, speaking),
          likelihood: counterfactual.likelihood(edit, query),
        }
      })
    },
  }
}
