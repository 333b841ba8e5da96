import {editText, type Edit} from '../edit.js'
import {areStrangers, type Encoder} from './encoder.js'
import {gaussian, ranked} from './rank.js'
import type {Scope} from './scope.js'

/**
 * Scope by the distance of two embeddings: score = exp(-|e(z) - e(x')|^2) for edit text z and query x'.
 * `vectors` are those of the edits, in their order.
 */
export function embedScope(
  encoder: Encoder,
  edits: readonly Edit[],
  vectors: readonly Float32Array[],
): Scope {
  return {
    async nearest(queries, signal) {
      const all = []
      for (const query of queries) {
        signal?.throwIfAborted()
        const vector = await encoder.embed(query.text)
        const unread = encoder.unread(query.text)
        const matches = edits.map((edit, i) => {
          const own = vectors[i]
          const apart =
            own === undefined ||
            areStrangers(unread, unread.size > 0 ? encoder.unread(editText(edit)) : unread)
          const score = apart ? 0 : gaussian(vector, own)
          return {edit, score, stages: {embed: score}}
        })
        all.push(ranked(matches))
      }
      return all
    },
  }
}
