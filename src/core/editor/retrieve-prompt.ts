import type {Counterfactual} from '../model/counterfactual.js'
import {verdict} from '../model/base.js'
import {likelihoodOf, type Decoding, type Generator} from '../model/model.js'
import {counterfactualPrompt, verdicts} from '../model/prompt.js'
import type {Editor} from './editor.js'
import {serac, type SeracParts} from './serac.js'

/**
 * Retrieve and prompt (RP, paper section 5): the scope of SERAC finds the edit, and the base model itself answers with
 * the edit in its prompt.
 */
export function retrievePrompt(
  parts: Omit<SeracParts, 'name' | 'counterfactual'>,
  prompted: Counterfactual,
): Editor {
  return serac({...parts, name: 'rp', counterfactual: prompted})
}

/**
 * The base model with an edit in its prompt, in the place of a counterfactual model. The prompt is that of the
 * counterfactual model, which base models continue better than a chat about the edit; a reply ends with its line.
 */
export function promptedBase(generator: Generator, decoding: Decoding): Counterfactual {
  return {
    async answer(edit, query, signal) {
      const prompt = counterfactualPrompt(edit, query)
      if (query.kind === 'claim') return verdict(generator, prompt, verdicts.counterfactual, signal)
      return (await generator.generate(prompt, {...decoding, oneLine: true}, signal)).trim()
    },
    likelihood: (edit, query) => likelihoodOf(generator, counterfactualPrompt(edit, query), ' '),
  }
}
