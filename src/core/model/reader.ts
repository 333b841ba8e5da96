import type {Edit, Query} from '../edit.js'
import type {Generator} from './model.js'
import {counterfactualPrompt, verdicts} from './prompt.js'
import {logSumExp} from './sampling.js'

/** Reads a fact and a claim together and tells how surely the fact decides the claim, either way. */
export interface Reader {
  /** Log-odds, in nats, that it does; null where both are too long to be read together. */
  read(fact: Edit, claim: Query, signal?: AbortSignal): Promise<number | null>
}

/** Tokens that are read at most: about as many as in training. */
const mostTokens = 400

/** The counterfactual model as a reader: how much likelier it finds True or False than Unknown (training/counterfactual/prompt.py). */
export function reader(generator: Generator): Reader {
  return {
    async read(fact, claim, signal) {
      const prompt = counterfactualPrompt(fact, claim)
      if ((await generator.count(prompt)) > mostTokens) return null
      const options = [...verdicts.counterfactual, verdicts.open]
      const [yes = Number.NaN, no = Number.NaN, open = Number.NaN] = await generator.score(
        prompt,
        options,
        signal,
      )
      return logSumExp(Float32Array.of(yes, no)) - open
    },
  }
}
