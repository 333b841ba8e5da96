import {Fault} from '../fault.js'
import {Cache, type CacheShape} from './cache.js'
import type {Decoding, Generator, Prompt} from './model.js'
import {floats, int64, type Graph, type Tensors} from './runtime.js'
import {argmax, logSumExp, random, sample} from './sampling.js'
import type {Tokenizer} from './tokenizer.js'

export interface DecoderOptions {
  readonly cache: CacheShape
  /** The most positions of prompt and reply together. */
  readonly context: number
  /** Id of the token at which the model stops by itself. */
  readonly stop: number
}

/** Opens what a decoder needs; called once, at its first use. */
export type OpenDecoder = () => Promise<{graph: Graph; tokenizer: Tokenizer; options: DecoderOptions}>

/** A causal language model over an ONNX graph with a key-value cache; see `training/lib/decoder.py` for the graph. */
export function decoder(open: OpenDecoder): Generator {
  let opened: ReturnType<OpenDecoder> | undefined
  const parts = (): ReturnType<OpenDecoder> => (opened ??= open())
  let spare: Cache | undefined

  async function withCache<T>(capacity: number, use: (cache: Cache) => Promise<T>): Promise<T> {
    const {options} = await parts()
    const cache =
      spare !== undefined && spare.capacity >= capacity ? spare : new Cache(options.cache, roundUp(capacity))
    spare = undefined
    cache.clear()
    try {
      return await use(cache)
    } finally {
      spare = cache
    }
  }

  /** Feeds `ids`; returns the logits of positions >= `from` of them, [ids.length - from, vocabulary], as one array. */
  async function step(cache: Cache, ids: readonly number[], from: number): Promise<Float32Array> {
    const {graph} = await parts()
    const feeds: Tensors = {
      input_ids: int64(ids, [1, ids.length]),
      logits_from: int64([from], [1]),
      ...cache.past(),
    }
    const present = cache.present(ids.length)
    const {logits} = await graph.run(feeds, {...present, logits: null})
    cache.advance(ids.length)
    return floats(logits)
  }

  return {
    async generate(prompt, decoding, signal) {
      const {tokenizer, options} = await parts()
      const ids = promptIds(tokenizer, prompt)
      checkLength(ids.length + 1, options.context)
      const limit = Math.min(decoding.maxTokens, options.context - ids.length)
      const pick = picker(decoding)
      return withCache(ids.length + limit, async (cache) => {
        const reply: number[] = []
        let next = pick(await step(cache, ids, ids.length - 1))
        while (next !== options.stop && reply.length < limit) {
          signal?.throwIfAborted()
          reply.push(next)
          if (reply.length === limit) break
          next = pick(await step(cache, [next], 0))
        }
        return tokenizer.decode(reply)
      })
    },

    async score(prompt, continuations, signal) {
      const {tokenizer, options} = await parts()
      const ids = promptIds(tokenizer, prompt)
      const scores: number[] = []
      for (const continuation of continuations) {
        signal?.throwIfAborted()
        const more = tokenizer.encode(continuation)
        checkLength(ids.length + more.length, options.context)
        const fed = [...ids, ...more.slice(0, -1)]
        const logits = await withCache(fed.length, (cache) => step(cache, fed, ids.length - 1))
        scores.push(logLikelihood(logits, more))
      }
      return scores
    },

    async count(text) {
      return (await parts()).tokenizer.encode(text).length
    },

    async close() {
      if (opened !== undefined) await (await opened).graph.close()
      opened = undefined
    },
  }
}

function promptIds(tokenizer: Tokenizer, prompt: Prompt): number[] {
  return prompt.flatMap((piece) =>
    typeof piece === 'string' ? tokenizer.encode(piece) : [tokenizer.special(piece.token)],
  )
}

function checkLength(length: number, context: number): void {
  if (length > context) {
    throw new Fault(
      'bad-input',
      `the question with its edit is ${length} tokens long; the model takes ${context}`,
      {
        hints: ['ask a shorter question'],
      },
    )
  }
}

/** Chooses the next token from the logits of the last position. */
function picker(decoding: Decoding): (logits: Float32Array) => number {
  if (decoding.temperature === 0) return argmax
  const u = random(decoding.seed)
  return (logits) => sample(logits, decoding.temperature, u())
}

/** Sum of the log-probabilities of `ids` under logits of shape [ids.length, vocabulary]. */
function logLikelihood(logits: Float32Array, ids: readonly number[]): number {
  const vocabulary = logits.length / ids.length
  return ids.reduce((sum, id, i) => {
    const row = logits.subarray(i * vocabulary, (i + 1) * vocabulary)
    return sum + (row[id] ?? Number.NEGATIVE_INFINITY) - logSumExp(row)
  }, 0)
}

/** Next power of two: caches of like size are used again. */
function roundUp(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(capacity, 64)))
}
