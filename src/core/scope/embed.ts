import type {Edit} from '../edit.js'
import type {Encoder} from './encoder.js'
import {gaussian, ranked} from './rank.js'
import type {Scope} from './scope.js'

/** Scope by the distance of two embeddings: score = exp(-|e(z) - e(x')|^2) for edit text z and query x'. */
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
        all.push(
          ranked(
            edits.map((edit, i) => {
              const score = gaussian(vector, vectors[i] ?? vector)
              return {edit, score, stages: {embed: score}}
            }),
          ),
        )
      }
      return all
    },
    close: async () => undefined,
  }
}
