import {Fault} from '../fault.js'
import {Cache, type CacheShape} from './cache.js'
import type {Decoding, Generator, Prompt} from './model.js'
import type {Lease} from './graphs.js'
import {float32, floats, int64, type Tensors} from './runtime.js'
import {argmax, logSumExp, random, sample} from './sampling.js'
import type {Tokenizer} from './tokenizer.js'

export interface DecoderOptions {
  readonly cache: CacheShape
  readonly vocabulary: number
  /** The most positions of prompt and reply together. */
  readonly context: number
  /** Id of the token at which the model stops by itself. */
  readonly stop: number
}

/** What a decoder needs; each is opened at the first use. */
export interface DecoderParts {
  readonly options: DecoderOptions
  tokenizer(): Promise<Tokenizer>
  lease(): Promise<Lease>
}

/** A causal language model over an ONNX graph with a key-value cache; see `training/lib/decoder.py` for the graph. */
export function decoder({options, tokenizer: openTokenizer, lease}: DecoderParts): Generator {
  let spare: Cache | undefined

  /** Lends graph and cache, emptied; a reply that is made meanwhile gets another cache. */
  async function withGraph<T>(use: (lent: Lease, cache: Cache) => Promise<T>): Promise<T> {
    const lent = await lease()
    const cache = spare ?? new Cache(options.cache, options.vocabulary)
    spare = undefined
    cache.clear()
    try {
      return await use(lent, cache)
    } finally {
      spare = cache
      lent.release()
    }
  }

  /** Feeds `ids`; returns the logits of positions >= `from` of them, [ids.length - from, vocabulary], as one array that the next step overwrites. */
  async function step(
    lent: Lease,
    cache: Cache,
    ids: readonly number[],
    from: number,
  ): Promise<Float32Array> {
    const feeds = feedsOf(lent, cache, ids, from)
    const rows = ids.length - from
    const {logits} = await lent.graph.run(feeds, {
      ...cache.present(ids.length),
      logits: rows === 1 ? float32(cache.row, [1, 1, options.vocabulary]) : null,
    })
    cache.advance(ids.length)
    return floats(logits)
  }

  return {
    context: options.context,

    async generate(prompt, decoding, signal) {
      const tokenizer = await openTokenizer()
      const ids = promptIds(tokenizer, prompt)
      checkLength(ids.length + 1, options.context)
      const limit = Math.min(decoding.maxTokens, options.context - ids.length)
      const pick = picker(decoding)
      return withGraph(async (lent, cache) => {
        const reply: number[] = []
        let next = pick(await step(lent, cache, ids, ids.length - 1))
        while (next !== options.stop && reply.length < limit) {
          signal?.throwIfAborted()
          if (decoding.oneLine === true && tokenizer.decode([next]).includes('\n')) break
          reply.push(next)
          if (reply.length === limit) break
          next = pick(await step(lent, cache, [next], 0))
        }
        return tokenizer.decode(reply)
      })
    },

    async score(prompt, continuations, signal) {
      const tokenizer = await openTokenizer()
      const ids = promptIds(tokenizer, prompt)
      const endings = continuations.map((text) => tokenizer.encode(text))
      checkLength(ids.length + Math.max(...endings.map(({length}) => length)), options.context)
      const prefix = (more: readonly number[]): number[] => [...ids, ...more.slice(0, -1)]
      const logits = new Map<string, Float32Array>()
      for (const more of endings) {
        signal?.throwIfAborted()
        const key = prefix(more).join()
        // Endings of one token share the prompt, and so its logits.
        if (!logits.has(key)) {
          const found = await withGraph((lent, cache) => step(lent, cache, prefix(more), ids.length - 1))
          logits.set(key, found.slice())
        }
      }
      return endings.map((more) =>
        logLikelihood(logits.get(prefix(more).join()) ?? new Float32Array(0), more),
      )
    },

    async logits(prompt, continuation, signal) {
      const tokenizer = await openTokenizer()
      const ids = promptIds(tokenizer, prompt)
      const more = tokenizer.encode(continuation)
      checkLength(ids.length + more.length, options.context)
      signal?.throwIfAborted()
      const fed = [...ids, ...more.slice(0, -1)]
      const found = await withGraph((lent, cache) => step(lent, cache, fed, ids.length - 1))
      return more.map((_, i) => found.slice(i * options.vocabulary, (i + 1) * options.vocabulary))
    },

    async hidden(prompt, signal) {
      const ids = promptIds(await openTokenizer(), prompt)
      checkLength(ids.length, options.context)
      signal?.throwIfAborted()
      return withGraph(async (lent, cache) => {
        const {hidden} = await lent.graph.run(feedsOf(lent, cache, ids, ids.length - 1), {hidden: null})
        return floats(hidden).slice()
      })
    },

    async count(prompt) {
      return promptIds(await openTokenizer(), prompt).length
    },
  }
}

/** What one step feeds: new ids, the position from which logits are wanted, and the positions before. */
function feedsOf(lent: Lease, cache: Cache, ids: readonly number[], from: number): Tensors {
  return {
    input_ids: int64(ids, [1, ids.length]),
    logits_from: int64([from], [1]),
    ...lent.feeds,
    ...cache.past(),
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
      `the question is ${length} tokens long with its prompt; the model takes ${context}`,
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
