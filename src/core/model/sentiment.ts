import {feeds, pairIds} from '../scope/encoder.js'
import {floats, type Graph} from './runtime.js'
import {sigmoid} from './sampling.js'
import type {Tokenizer} from './tokenizer.js'

/** Says of a text whether it is positive; knows nothing of edits, so that it can judge what they do. */
export interface SentimentJudge {
  /** Probability in [0, 1] that the text is positive. */
  positive(text: string): Promise<number>
}

/** Judges one text a run, by its first `maxTokens` tokens: the same text gets the same bits, whatever is asked besides. */
export function sentimentJudge(graph: Graph, tokenizer: Tokenizer, maxTokens: number): SentimentJudge {
  return {
    async positive(text) {
      const {ids, first} = pairIds(tokenizer, text, undefined, maxTokens)
      const {logit} = await graph.run(feeds(ids, first), {logit: null})
      return sigmoid(floats(logit)[0] ?? Number.NaN)
    },
  }
}
