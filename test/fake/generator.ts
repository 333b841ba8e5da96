import type {Decoding, Generator, Prompt} from '../../src/core/model/model.js'

/** A generator that answers from a function and records what it was asked. */
export function fakeGenerator(reply: (prompt: string, decoding: Decoding) => string): Generator & {
  readonly prompts: string[]
  readonly decodings: Decoding[]
} {
  const prompts: string[] = []
  const decodings: Decoding[] = []
  return {
    prompts,
    decodings,
    async generate(prompt, decoding) {
      prompts.push(flat(prompt))
      decodings.push(decoding)
      return reply(flat(prompt), decoding)
    },
    async score(prompt, continuations) {
      prompts.push(flat(prompt))
      return continuations.map((text) =>
        reply(flat(prompt), {maxTokens: 1, temperature: 0, seed: 0}) === text ? 0 : -9,
      )
    },
    async logits(prompt, continuation) {
      prompts.push(flat(prompt))
      return continuation.split(' ').map(() => new Float32Array(4))
    },
    async hidden(prompt) {
      prompts.push(flat(prompt))
      return Float32Array.from(
        reply(flat(prompt), {maxTokens: 1, temperature: 0, seed: 0}).split(','),
        Number,
      )
    },
    context: 2048,
    async count(prompt) {
      return flat(prompt).split(/\s+/).length
    },
  }
}

function flat(prompt: Prompt): string {
  return prompt.map((piece) => (typeof piece === 'string' ? piece : piece.token)).join('')
}
