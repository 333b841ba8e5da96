import {createHash} from 'node:crypto'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {beforeEach, expect, it} from 'vitest'
import {inspect, integrity} from '../../../src/core/model/integrity.js'
import {modelFor, modelHash, readManifest, type ModelEntry} from '../../../src/core/model/manifest.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
let models: string
let cache: string
let model: ModelEntry

beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'serac-models-'))
  cache = join(models, 'cache')
  await writeFile(join(models, 'w.data'), 'weights')
  model = {
    name: 'm',
    role: 'base',
    folder: '.',
    files: [{path: 'w.data', sha256: sha256('weights'), bytes: 7}],
    dtype: 'q4',
    licence: 'Apache-2.0',
    source: 's',
    recipe: 'r',
    quality: {},
    settings: {},
  }
})

it('passes an intact model, also from its stamp', async () => {
  await integrity(models, cache)(model)
  await integrity(models, cache)(model)
  expect((await inspect(models, [model])).map(({state}) => state)).toEqual(['ok'])
})

it.each([
  ['missing', 'model-missing', () => rm(join(models, 'w.data'))],
  ['truncated', 'model-altered', () => writeFile(join(models, 'w.data'), 'weigh')],
  ['altered', 'model-altered', () => writeFile(join(models, 'w.data'), 'Weights')],
] as const)('refuses a %s file, naming it, even after it was once intact', async (state, code, damage) => {
  await integrity(models, cache)(model)
  await damage()
  const message = `the model file ${join(models, 'w.data')} is ${state}`
  await expect(integrity(models, cache)(model)).rejects.toMatchObject({code, message})
})

it('refuses a manifest that is missing, broken or of another version', async () => {
  await expect(readManifest(models)).rejects.toMatchObject({code: 'model-missing'})
  await writeFile(join(models, 'manifest.json'), '{"version": 2, "models": []}')
  await expect(readManifest(models)).rejects.toMatchObject({code: 'model-altered'})
  await writeFile(join(models, 'manifest.json'), '{')
  await expect(readManifest(models)).rejects.toMatchObject({code: 'model-altered'})
})

it('names the roles there are when one is asked for that is not there', () => {
  expect(() => modelFor({version: 1, models: [model]}, 'scope-embed')).toThrow(
    'the manifest has no model for the role scope-embed; it has base',
  )
})

it('identifies a model by its weights and settings, not by its graph', () => {
  const graph = {path: 'g.onnx', sha256: sha256('g'), bytes: 1}
  const other = {path: 'g.onnx', sha256: sha256('h'), bytes: 1}
  const withGraph = (file: typeof graph): ModelEntry => ({...model, files: [...model.files, file]})
  expect(modelHash(withGraph(graph))).toBe(modelHash(withGraph(other)))
  expect(modelHash({...model, settings: {threshold: 0.6}})).not.toBe(modelHash(model))
})
