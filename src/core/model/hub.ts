import {readdir} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {AutoModelForCausalLM, AutoTokenizer, env, Tensor} from '@xenova/transformers'
import type {Query} from '../edit.js'
import {Fault} from '../fault.js'
import type {Model} from './model.js'
import {baseTurn} from './prompt.js'

/** Graphs of the hub's layout, the lightest first, with the data type that transformers.js knows them by. */
const graphs = [
  ['model_q4.onnx', 'q4'],
  ['model_quantized.onnx', 'q8'],
  ['model_fp16.onnx', 'fp16'],
  ['model.onnx', 'fp32'],
] as const

/** A base model that transformers.js runs. */
export interface HubModel {
  /** Answers greedily, with at most `maxTokens` tokens. */
  model(maxTokens: number): Model
  close(): Promise<void>
}

/** The graph of a folder in the hub's layout. Throws `model-missing`, naming the file that is not there. */
export async function findGraph(folder: string): Promise<(typeof graphs)[number]> {
  const files: string[] = await readdir(join(folder, 'onnx')).catch(() => [])
  const graph = graphs.find(([file]) => files.includes(file))
  const rest: string[] = await readdir(folder).catch(() => [])
  const missing = [
    ...(graph === undefined ? ['onnx/model*.onnx'] : []),
    ...['config.json', 'tokenizer.json', 'tokenizer_config.json'].filter((file) => !rest.includes(file)),
  ]
  if (graph === undefined || missing.length > 0) {
    throw new Fault(
      'model-missing',
      `${folder} holds no model in the hub's layout: no ${missing.join(', ')}`,
      {
        hints: [`ls ${folder}`],
      },
    )
  }
  return graph
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
    model: (maxTokens) => ({
      async answer(queries, signal) {
        const answers = []
        for (const query of queries) {
          signal?.throwIfAborted()
          const text = await reply(query, maxTokens)
          answers.push({text, source: 'base', edit: null, beta: null, nearest: []} as const)
        }
        return answers
      },
    }),
    async close() {
      await model.dispose()
    },
  }
}

/** What a free reply says of a claim; without a clear yes it is not true. */
function verdictIn(text: string): string {
  return /^\W*(true|yes)\b/i.test(text) ? 'True' : 'False'
}
