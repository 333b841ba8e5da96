import type {Query} from '../edit.js'
import type {Decoding, Generator, Model} from './model.js'
import {basePrompt, verdicts} from './prompt.js'
import {argmax} from './sampling.js'

/** The base model, as it is. A claim gets whichever of True and False it finds likelier. */
export function baseModel(generator: Generator, decoding: Decoding): Model {
  async function text(query: Query, signal?: AbortSignal): Promise<string> {
    const prompt = basePrompt(query)
    if (query.kind === 'claim') return verdict(generator, prompt, verdicts.base, signal)
    return (await generator.generate(prompt, decoding, signal)).trim()
  }
  return {
    async answer(queries, signal) {
      const answers = []
      for (const query of queries) {
        signal?.throwIfAborted()
        answers.push({
          text: await text(query, signal),
          source: 'base',
          edit: null,
          beta: null,
          nearest: [],
        } as const)
      }
      return answers
    },
  }
}

/** The likeliest continuation, without its leading space. */
export async function verdict(
  generator: Generator,
  prompt: Parameters<Generator['score']>[0],
  options: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  const scores = await generator.score(prompt, options, signal)
  return (options[argmax(Float32Array.from(scores))] ?? '').trim()
}
