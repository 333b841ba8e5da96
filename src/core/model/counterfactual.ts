import type {AnswerEdit, Edit, FactEdit, Query} from '../edit.js'
import {Fault} from '../fault.js'
import {verdict} from './base.js'
import {likelihoodOf, type Decoding, type Generator, type Likelihood} from './model.js'
import {counterfactualPrompt, reply, verdicts} from './prompt.js'

/** Answers a query from the one edit that it falls under (paper section 3: h_psi(x_e, y_e, x')). */
export interface Counterfactual {
  answer(edit: Edit, query: Query, signal?: AbortSignal): Promise<string>
  /** How likely given replies are; null where that cannot be told. */
  likelihood(edit: Edit, query: Query): Likelihood | null
}

/** Tokens beyond those of the edit's own answer that a reply may always have. */
const slack = 8
/** Tokens that a reply with an opinion may always have: two sentences. */
const opinionTokens = 48

/**
 * The counterfactual model. A reply may always be as long as its edit's answer, whatever `decoding.maxTokens` says;
 * where the model's context has no room for that, it throws `bad-input` instead of cutting.
 */
export function counterfactual(generator: Generator, decoding: Decoding): Counterfactual {
  return {
    async answer(edit, query, signal) {
      const prompt = counterfactualPrompt(edit, query)
      if (query.kind === 'claim') return verdict(generator, prompt, verdicts.counterfactual, signal)
      const own = edit.kind === 'opinion' ? opinionTokens : (await generator.count([answerOf(edit)])) + slack
      const needed = (await generator.count(prompt)) + own
      if (needed > generator.context) throw tooLong(edit, needed, generator.context)
      const maxTokens = Math.max(decoding.maxTokens, own)
      return reply(edit, await generator.generate(prompt, {...decoding, maxTokens}, signal))
    },
    likelihood: (edit, query) => likelihoodOf(generator, counterfactualPrompt(edit, query), ' '),
  }
}

function tooLong(edit: Edit, needed: number, context: number): Fault {
  const id = edit.id.slice(0, 12)
  return new Fault(
    'bad-input',
    `edit ${id} with this question and its answer takes ${needed} tokens; the model takes ${context}`,
    {
      hints: [`serac edit show ${id}`, 'give the edit a shorter answer, or ask a shorter question'],
    },
  )
}

/** The longest text that the edit itself gives as an answer. */
function answerOf(edit: AnswerEdit | FactEdit): string {
  return edit.kind === 'answer' ? edit.answer : edit.statement
}
