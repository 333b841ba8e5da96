import type {EditId, Query} from '../edit.js'
import type {Match} from '../scope/scope.js'

/** One answer comes from one edit or from the base. */
export interface Answer {
  readonly text: string
  readonly source: 'edit' | 'base'
  readonly edit: EditId | null
  /** The best scope score, in [0, 1]; null where no scope was asked. */
  readonly beta: number | null
  /** The edits nearest to the query, best first; empty where no scope was asked. */
  readonly nearest: readonly Match[]
}

/** Who answers a query, before a word is generated. */
export interface Turn extends Omit<Answer, 'text'> {
  speak(signal?: AbortSignal): Promise<string>
  /** Capability: how likely given replies are; null where whoever answers cannot tell. */
  readonly likelihood: Likelihood | null
}

/** How a model continues one query, measured on given replies. */
export interface Likelihood {
  /** Average log-likelihood of each reply, in nats a token (l of paper section 4). */
  average(replies: readonly string[], signal?: AbortSignal): Promise<number[]>
  /** Logits of the next token at each token of `reply`, first to last. */
  logits(reply: string, signal?: AbortSignal): Promise<Float32Array[]>
}

/** Anything that answers: one answer per query, in order, independent of the rest of the batch. */
export interface Model {
  turn(query: Query, signal?: AbortSignal): Promise<Turn>
  answer(queries: readonly Query[], signal?: AbortSignal): Promise<Answer[]>
}

/** The model whose turns these are. */
export function modelOf(turn: Model['turn']): Model {
  return {
    turn,
    async answer(queries, signal) {
      const answers = []
      for (const query of queries) {
        signal?.throwIfAborted()
        const {speak, source, edit, beta, nearest} = await turn(query, signal)
        answers.push({text: await speak(signal), source, edit, beta, nearest})
      }
      return answers
    },
  }
}

/** How a reply is decoded. Greedy when `temperature` is 0. */
export interface Decoding {
  /** Upper bound of the reply, in tokens. */
  readonly maxTokens: number
  readonly temperature: number
  readonly seed: number
  /** Ends the reply at its first line break too; it is not part of the reply. */
  readonly oneLine?: boolean
}

export const greedy: Decoding = {maxTokens: 64, temperature: 0, seed: 0}

/** Text, and tokens of the model's own by their names. */
export type Prompt = readonly (string | {readonly token: string})[]

/** A language model that continues a text; loads its weights at the first call. */
export interface Generator {
  /** The continuation of `prompt` up to the model's own stop, without it. */
  generate(prompt: Prompt, decoding: Decoding, signal?: AbortSignal): Promise<string>
  /** Log-likelihood of each continuation given the prompt, in nats, summed over its tokens. */
  score(prompt: Prompt, continuations: readonly string[], signal?: AbortSignal): Promise<number[]>
  /** Logits of the next token at each token of `continuation`, given the prompt and what precedes it. */
  logits(prompt: Prompt, continuation: string, signal?: AbortSignal): Promise<Float32Array[]>
  /** The mean over all positions of the last hidden state after the final norm. */
  hidden(prompt: Prompt, signal?: AbortSignal): Promise<Float32Array>
  /** Number of tokens of a prompt. */
  count(prompt: Prompt): Promise<number>
  /** The most tokens of prompt and reply together. */
  readonly context: number
}

/** The likelihood of replies that continue `prompt`, each behind `lead`, as a generator sees them. */
export function likelihoodOf(generator: Generator, prompt: Prompt, lead: string): Likelihood {
  return {
    async average(replies, signal) {
      const texts = replies.map((text) => lead + text)
      const sums = await generator.score(prompt, texts, signal)
      const counts = await Promise.all(texts.map((text) => generator.count([text])))
      return sums.map((sum, i) => sum / Math.max(1, counts[i] ?? 1))
    },
    logits: (reply, signal) => generator.logits(prompt, lead + reply, signal),
  }
}
