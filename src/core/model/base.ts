import {likelihoodOf, modelOf, type Decoding, type Generator, type Model} from './model.js'
import {basePrompt, verdicts} from './prompt.js'
import {argmax} from './sampling.js'

/** The base model, as it is. A claim gets whichever of True and False it finds likelier. */
export function baseModel(generator: Generator, decoding: Decoding): Model {
  return modelOf(async (query) => {
    const prompt = basePrompt(query)
    return {
      source: 'base',
      edit: null,
      beta: null,
      nearest: [],
      speak: async (signal) =>
        query.kind === 'claim'
          ? verdict(generator, prompt, verdicts.base, signal)
          : (await generator.generate(prompt, decoding, signal)).trim(),
      likelihood: likelihoodOf(generator, prompt, ''),
    }
  })
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
