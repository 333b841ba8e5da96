import {editText, type Edit, type Query} from '../edit.js'
import {verdict} from './base.js'
import type {Decoding, Generator} from './model.js'
import {counterfactualPrompt, reply, verdicts} from './prompt.js'

/** Answers a query from the one edit that it falls under (paper section 3: h_psi(x_e, y_e, x')). */
export type Counterfactual = (edit: Edit, query: Query, signal?: AbortSignal) => Promise<string>

/** Tokens beyond those of the edit itself that a reply may always have. */
const slack = 8

/** The counterfactual model. A reply may always be as long as its edit, whatever `decoding.maxTokens` says. */
export function counterfactual(generator: Generator, decoding: Decoding): Counterfactual {
  return async (edit, query, signal) => {
    const prompt = counterfactualPrompt(edit, query)
    if (query.kind === 'claim') return verdict(generator, prompt, verdicts.counterfactual, signal)
    const maxTokens = Math.max(decoding.maxTokens, (await generator.count(editText(edit))) + slack)
    return reply(await generator.generate(prompt, {...decoding, maxTokens}, signal))
  }
}
