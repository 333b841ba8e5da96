import {basename, dirname} from 'node:path'
import {AutoModelForCausalLM, AutoTokenizer, env, Tensor} from '@xenova/transformers'
import type {Query} from '../edit.js'
import {Fault} from '../fault.js'
import {findGraph} from './hub-folder.js'
import {modelOf, type Model} from './model.js'
import {baseTurn} from './prompt.js'

/** A base model that transformers.js runs. */
export interface HubModel {
  /** Answers greedily, with at most `maxTokens` tokens. */
  model(maxTokens: number): Model
  close(): Promise<void>
}

/**
 * A base model from a folder in the hub's layout (`config.json`, `tokenizer.json`, `onnx/model*.onnx`), run by
 * transformers.js. Never asks the network. Throws `model-missing` for a folder without such files, `model` for others.
 */
export async function openHubModel(folder: string): Promise<HubModel> {
  const [, dtype] = await findGraph(folder)
  env.allowRemoteModels = false
  env.localModelPath = dirname(folder)
  const options = {local_files_only: true, dtype} as const
  const [tokenizer, model] = await Promise.all([
    AutoTokenizer.from_pretrained(basename(folder), options),
    AutoModelForCausalLM.from_pretrained(basename(folder), options),
  ]).catch((cause: unknown) => {
    throw new Fault('model', `cannot load the model in ${folder}: ${String(cause)}`, {cause})
  })

  /** The turn in the model's own chat form, or as a plain question where it has none. */
  const prompt = (query: Query): string =>
    tokenizer.chat_template
      ? String(
          tokenizer.apply_chat_template([{role: 'user', content: baseTurn(query)}], {
            tokenize: false,
            add_generation_prompt: true,
          }),
        )
      : `Question: ${baseTurn(query)}\nAnswer:`

  async function reply(query: Query, maxTokens: number): Promise<string> {
    const inputs: {input_ids: Tensor} = tokenizer(prompt(query), {add_special_tokens: false})
    const limit = query.kind === 'claim' ? 4 : maxTokens
    const output = await model.generate({...inputs, max_new_tokens: limit, do_sample: false})
    if (!(output instanceof Tensor)) throw new Fault('model', `the model in ${folder} gave no tokens`)
    const length = inputs.input_ids.dims.at(-1) ?? 0
    const text = tokenizer
      .decode(output.slice(0, [length, output.dims.at(-1) ?? length]), {skip_special_tokens: true})
      .trim()
    return query.kind === 'claim' ? verdictIn(text) : text
  }

  return {
    model: (maxTokens) =>
      modelOf(async (query) => ({
        source: 'base',
        edit: null,
        beta: null,
        nearest: [],
        speak: () => reply(query, maxTokens),
        likelihood: null,
      })),
    async close() {
      await model.dispose()
    },
  }
}

/** What a free reply says of a claim; without a clear yes it is not true. */
function verdictIn(text: string): string {
  return /^\W*(true|yes)\b/i.test(text) ? 'True' : 'False'
}
