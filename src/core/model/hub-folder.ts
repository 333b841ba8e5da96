import {createHash} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {readdir} from 'node:fs/promises'
import {basename, join} from 'node:path'
import {Fault} from '../fault.js'
import type {ModelName} from './manifest.js'

/** Graphs of the hub's layout, the lightest first, with the data type that transformers.js knows them by. */
const graphs = [
  ['model_q4.onnx', 'q4'],
  ['model_quantized.onnx', 'q8'],
  ['model_fp16.onnx', 'fp16'],
  ['model.onnx', 'fp32'],
] as const

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

/** A base model of the user's own as reports name it: its folder, and the hash of graph, weights and every JSON file. */
export async function hubName(folder: string): Promise<ModelName> {
  const [graph] = await findGraph(folder)
  const weights = (await readdir(join(folder, 'onnx'))).filter((file) => file.startsWith(graph)).sort()
  const settings = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
  const files = [...weights.map((file) => join('onnx', file)), ...settings]
  const hash = createHash('sha256')
  for (const file of files) {
    for await (const chunk of createReadStream(join(folder, file)))
      if (Buffer.isBuffer(chunk)) hash.update(chunk)
  }
  return {role: 'base', name: basename(folder), hash: hash.digest('hex')}
}
