import {float32, type Tensors} from './runtime.js'

/** Shape of a decoder's key-value cache. */
export interface CacheShape {
  readonly layers: number
  readonly heads: number
  readonly width: number
}

/**
 * The key-value cache of one reply in buffers that are written in turn, so that a step allocates nothing.
 * Each layer holds keys and values of shape [1, heads, positions, width].
 */
export class Cache {
  readonly #shape: CacheShape
  readonly #capacity: number
  readonly #buffers: readonly (readonly Float32Array[])[]
  #turn = 0
  #length = 0

  constructor(shape: CacheShape, capacity: number) {
    this.#shape = shape
    this.#capacity = capacity
    const size = shape.heads * capacity * shape.width
    this.#buffers = [0, 1].map(() => Array.from({length: shape.layers * 2}, () => new Float32Array(size)))
  }

  /** Positions held. */
  get length(): number {
    return this.#length
  }

  /** The most positions that fit. */
  get capacity(): number {
    return this.#capacity
  }

  /** What the graph reads: `past_key_values.{layer}.{key,value}` of the positions so far. */
  past(): Tensors {
    return this.#views('past_key_values', this.#turn, this.#length)
  }

  /** Where the graph writes: `present.{layer}.{key,value}` with `added` positions more. */
  present(added: number): Tensors {
    return this.#views('present', 1 - this.#turn, this.#length + added)
  }

  /** Takes over what the graph wrote. */
  advance(added: number): void {
    this.#turn = 1 - this.#turn
    this.#length += added
  }

  /** Forgets every position. */
  clear(): void {
    this.#length = 0
  }

  #views(prefix: string, turn: number, length: number): Tensors {
    const {heads, width} = this.#shape
    const tensors: Record<string, ReturnType<typeof float32>> = {}
    this.#buffers[turn]?.forEach((buffer, i) => {
      const name = `${prefix}.${i >> 1}.${i % 2 === 0 ? 'key' : 'value'}`
      tensors[name] = float32(buffer.subarray(0, heads * length * width), [1, heads, length, width])
    })
    return tensors
  }
}
