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

/** Anything that answers: one answer per query, in order, independent of the rest of the batch. */
export interface Model {
  answer(queries: readonly Query[], signal?: AbortSignal): Promise<Answer[]>
}

/** How a reply is decoded. Greedy when `temperature` is 0. */
export interface Decoding {
  /** Upper bound of the reply, in tokens. */
  readonly maxTokens: number
  readonly temperature: number
  readonly seed: number
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
  /** Number of tokens of a prompt. */
  count(prompt: Prompt): Promise<number>
  /** The most tokens of prompt and reply together. */
  readonly context: number
}
