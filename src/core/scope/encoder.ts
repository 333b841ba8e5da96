import {floats, int64, type Graph} from '../model/runtime.js'
import {sigmoid} from '../model/sampling.js'
import type {Tokenizer} from '../model/tokenizer.js'

/** Turns a text into its vector e(text), scaled so that exp(-|a - b|^2) is the scope score (paper section 3). */
export interface Encoder {
  embed(text: string): Promise<Float32Array>
  /** The words of a text that the encoder has no pieces for. */
  unread(text: string): ReadonlySet<string>
}

/** Probability in [0, 1] that a query falls under an edit, from both texts together (paper section 3, Cross). */
export interface PairScorer {
  score(edit: string, query: string): Promise<number>
}

/** Characters beyond these are cut before tokenising, whose cost grows faster than the text. */
const maxCharacters = 2_000

export function encoder(graph: Graph, tokenizer: Tokenizer, maxTokens: number): Encoder {
  return {
    async embed(text) {
      const {ids} = pairIds(tokenizer, text, undefined, maxTokens)
      const {embedding} = await graph.run(feeds(ids, ids.length), {embedding: null})
      return floats(embedding)
    },
    unread: (text) => unreadIn(tokenizer, text),
  }
}

export function pairScorer(graph: Graph, tokenizer: Tokenizer, maxTokens: number): PairScorer {
  return {
    async score(edit, query) {
      if (areStrangers(unreadIn(tokenizer, edit), unreadIn(tokenizer, query))) return 0
      const {ids, first} = pairIds(tokenizer, edit, query, maxTokens)
      const {logit} = await graph.run(feeds(ids, first), {logit: null})
      return sigmoid(floats(logit)[0] ?? Number.NEGATIVE_INFINITY)
    },
  }
}

/**
 * Whether both texts have words that the encoder cannot read, and none in common. To it all of them look alike, so
 * that one subject would pass for another: such a pair is out of scope.
 */
export function areStrangers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && ![...a].some((word) => b.has(word))
}

function unreadIn(tokenizer: Tokenizer, text: string): ReadonlySet<string> {
  const unknown = tokenizer.special('[UNK]')
  const cut = text.slice(0, maxCharacters)
  if (!tokenizer.encode(cut).includes(unknown)) return new Set()
  const words = cut.split(/[\s\p{P}]+/u).filter((word) => word !== '')
  return new Set(words.filter((word) => tokenizer.encode(word).includes(unknown)))
}

/** One text or pair a run: what else is asked cannot move a score by a bit. */
export function feeds(ids: readonly number[], first: number): Parameters<Graph['run']>[0] {
  const shape = [1, ids.length]
  return {
    input_ids: int64(ids, shape),
    token_type_ids: int64(
      ids.map((_, i) => (i < first ? 0 : 1)),
      shape,
    ),
    attention_mask: int64(
      ids.map(() => 1),
      shape,
    ),
  }
}

/** `[CLS] a [SEP]` or `[CLS] a [SEP] b [SEP]`, the longer text cut first; `first` is the length of the first segment. */
export function pairIds(
  tokenizer: Tokenizer,
  a: string,
  b: string | undefined,
  maxTokens: number,
): {ids: number[]; first: number} {
  const [cls, sep] = [tokenizer.special('[CLS]'), tokenizer.special('[SEP]')]
  const left = tokenizer.encode(a.slice(0, maxCharacters))
  const right = b === undefined ? [] : tokenizer.encode(b.slice(0, maxCharacters))
  const room = maxTokens - (b === undefined ? 2 : 3)
  while (left.length + right.length > room) (left.length > right.length ? left : right).pop()
  const ids = [cls, ...left, sep]
  return {ids: b === undefined ? ids : [...ids, ...right, sep], first: ids.length}
}
