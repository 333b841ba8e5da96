import {float32, type Tensors} from './runtime.js'

/** Shape of a decoder's key-value cache. */
export interface CacheShape {
  readonly layers: number
  readonly heads: number
  readonly width: number
}

/** Positions by which a buffer grows. */
const block = 64

/**
 * The key-value cache of one reply: each layer holds keys and values of shape [1, heads, positions, width].
 * There are two sets of buffers, one to read and one to write, which change places at every step, so that a step
 * allocates nothing once they have grown.
 */
export class Cache {
  /** Room for the logits of one position. */
  readonly row: Float32Array
  readonly #shape: CacheShape
  readonly #sets: readonly [Float32Array[], Float32Array[]]
  #turn: 0 | 1 = 0
  #length = 0

  constructor(shape: CacheShape, vocabulary: number) {
    this.row = new Float32Array(vocabulary)
    this.#shape = shape
    const empty = (): Float32Array[] => Array.from({length: shape.layers * 2}, () => new Float32Array(0))
    this.#sets = [empty(), empty()]
  }

  /** What the graph reads: `past_key_values.{layer}.{key,value}` of the positions so far. */
  past(): Tensors {
    return this.#views('past_key_values', this.#sets[this.#turn], this.#length)
  }

  /** Where the graph writes: `present.{layer}.{key,value}` with `added` positions more. */
  present(added: number): Tensors {
    const {heads, width} = this.#shape
    const length = this.#length + added
    const set = this.#sets[this.#turn === 0 ? 1 : 0]
    for (const [i, buffer] of set.entries()) {
      if (buffer.length < heads * length * width) {
        set[i] = new Float32Array(heads * Math.ceil(length / block) * block * width)
      }
    }
    return this.#views('present', set, length)
  }

  /** Takes over what the graph wrote. */
  advance(added: number): void {
    this.#turn = this.#turn === 0 ? 1 : 0
    this.#length += added
  }

  /** Forgets every position. */
  clear(): void {
    this.#length = 0
  }

  #views(prefix: string, set: readonly Float32Array[], length: number): Tensors {
    const {heads, width} = this.#shape
    return Object.fromEntries(
      set.map((buffer, i) => [
        `${prefix}.${i >> 1}.${i % 2 === 0 ? 'key' : 'value'}`,
        float32(buffer.subarray(0, heads * length * width), [1, heads, length, width]),
      ]),
    )
  }
}
