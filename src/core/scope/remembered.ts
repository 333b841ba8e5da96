import type {Reader} from '../model/reader.js'
import type {Encoder, PairScorer} from './encoder.js'

/** An encoder that encodes each text once and keeps its vector: 1.5 kB a text. */
export function remembered(encoder: Encoder): Encoder {
  const vectors = new Map<string, Promise<Float32Array>>()
  const unread = new Map<string, ReadonlySet<string>>()
  return {
    embed: (text) => kept(vectors, text, () => encoder.embed(text)),
    unread: (text) => kept(unread, text, () => encoder.unread(text)),
  }
}

/** Pairs whose scores are kept at most: about half a kilobyte each. */
const mostPairs = 200_000

/** A scorer that scores each pair once, as long as there is room for it. */
export function rememberedPairs(scorer: PairScorer): PairScorer {
  const scores = new Map<string, Promise<number>>()
  return {
    score: (edit, query) => keptPair(scores, [edit, query], () => scorer.score(edit, query)),
  }
}

/** A reader that reads each edit and query once, as long as there is room for it. */
export function rememberedReader(reader: Reader): Reader {
  const found = new Map<string, Promise<number | null>>()
  return {
    read: (edit, query, signal) => keptPair(found, [edit.id, query], () => reader.read(edit, query, signal)),
  }
}

function keptPair<T>(known: Map<string, T>, pair: readonly unknown[], make: () => T): T {
  if (known.size >= mostPairs) known.clear()
  return kept(known, JSON.stringify(pair), make)
}

function kept<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make()
  known.set(key, found)
  return found
}
