import {float32, type Graph, type Tensors} from '../../src/core/model/runtime.js'

/** A decoding graph over `vocabulary` tokens whose next token after the last one fed is `next(last)`. Records its feeds. */
export function fakeGraph(
  vocabulary: number,
  next: (last: number) => number,
): Graph & {readonly fed: Tensors[]; readonly closed: () => boolean} {
  const fed: Tensors[] = []
  let closed = false
  return {
    fed,
    closed: () => closed,
    async run(feeds, fetches) {
      fed.push(feeds)
      const ids = numbers(feeds, 'input_ids')
      const [from = 0] = numbers(feeds, 'logits_from')
      const rows = ids.slice(from)
      const given = fetches['logits']?.data as Float32Array | undefined
      const logits = given ?? new Float32Array(rows.length * vocabulary)
      logits.fill(-5)
      rows.forEach((id, row) => (logits[row * vocabulary + next(id)] = 5))
      return {logits: float32(logits, [1, rows.length, vocabulary])}
    },
    async close() {
      closed = true
    },
  }
}

function numbers(feeds: Tensors, name: string): number[] {
  const data = feeds[name]?.data
  if (!(data instanceof BigInt64Array)) throw new Error(`no int64 ${name}`)
  return Array.from(data, Number)
}
