import {cp, mkdtemp} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {openHubModel} from '../../../src/core/model/hub.js'
import {question} from '../../fake/edits.js'

const root = join(import.meta.dirname, '../../..')

/** A tiny random Llama in the hub's layout, with the tokenizer of the shipped base. */
async function tinyLlama(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'serac-hub-'))
  await cp(join(root, 'test/fixtures/tiny-llama'), folder, {recursive: true})
  for (const file of ['tokenizer.json', 'tokenizer_config.json']) {
    await cp(join(root, 'models/smollm2', file), join(folder, file))
  }
  return folder
}

it('answers with a base model in the hub layout, the same each time', async () => {
  const hub = await openHubModel(await tinyLlama())
  const [first, claim, again] = await hub
    .model(6)
    .answer([question('Who?'), {kind: 'claim', text: 'Lima is in Peru'}, question('Who?')])
  expect(again).toEqual(first)
  expect(first).toMatchObject({source: 'base', edit: null, beta: null})
  expect(['True', 'False']).toContain(claim?.text)
  await hub.close()
})

it('says what is missing in a folder that holds no such model', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'serac-hub-'))
  await expect(openHubModel(folder)).rejects.toMatchObject({
    code: 'model-missing',
    message: `${folder} holds no model in the hub's layout: no onnx/model*.onnx, config.json, tokenizer.json, tokenizer_config.json`,
  })
})
