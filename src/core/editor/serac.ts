import type {Edit, Query} from '../edit.js'
import type {Counterfactual} from '../model/counterfactual.js'
import type {Answer} from '../model/model.js'
import type {Scope} from '../scope/scope.js'
import type {Editor} from './editor.js'

export interface SeracParts {
  openScope(edits: readonly Edit[], signal?: AbortSignal): Promise<Scope>
  readonly counterfactual: Counterfactual
  /** An edit answers when its scope score is at least this. */
  readonly threshold: number
  /** Whether an edit still applies when a question is asked. */
  readonly applies: (edit: Edit) => boolean
}

/** Nearest edits that an answer tells of. */
const told = 8

/** SERAC (paper section 3, eq. 3): the counterfactual model in scope of the best edit, the base model elsewhere. */
export function serac({openScope, counterfactual, threshold, applies}: SeracParts): Editor {
  return {
    name: 'serac',
    async edit(base, edits) {
      if (edits.length === 0) return base
      const scope = await openScope(edits)

      async function one(query: Query, signal?: AbortSignal): Promise<Answer> {
        const [matches = []] = await scope.nearest([query], signal)
        const nearest = matches.filter(({edit}) => applies(edit)).slice(0, told)
        const best = nearest[0]
        const beta = best?.score ?? null
        if (best !== undefined && best.score >= threshold) {
          const text = await counterfactual(best.edit, query, signal)
          return {text, source: 'edit', edit: best.edit.id, beta, nearest}
        }
        const [answer] = await base.answer([query], signal)
        if (answer === undefined) throw new Error('the base model gave no answer')
        return {...answer, beta, nearest}
      }

      return {
        async answer(queries, signal) {
          const answers = []
          for (const query of queries) answers.push(await one(query, signal))
          return answers
        },
      }
    },
  }
}
