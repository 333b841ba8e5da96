import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import * as v from 'valibot'
import {Fault} from '../fault.js'

const file = v.object({
  path: v.string(),
  sha256: v.pipe(v.string(), v.hexadecimal(), v.length(64)),
  bytes: v.number(),
})
const entry = v.object({
  name: v.string(),
  role: v.string(),
  folder: v.string(),
  files: v.array(file),
  dtype: v.string(),
  licence: v.string(),
  source: v.string(),
  recipe: v.string(),
  quality: v.record(v.string(), v.unknown()),
  settings: v.record(v.string(), v.unknown()),
})
const schema = v.object({version: v.literal(1), models: v.array(entry)})

export type ModelFile = v.InferOutput<typeof file>
/** One model: its role, its files (relative to the models folder), where it came from and how good it is. */
export type ModelEntry = v.InferOutput<typeof entry>
export type Manifest = v.InferOutput<typeof schema>

/** Reads `manifest.json` of a models folder. Throws `model-missing` or `model-altered`. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, 'manifest.json')
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Fault('model-missing', `no model manifest at ${path}`, {hints: ['serac doctor'], cause})
  })
  try {
    return v.parse(schema, JSON.parse(text))
  } catch (cause) {
    throw new Fault('model-altered', `${path} is not a model manifest of version 1`, {
      hints: ['serac doctor'],
      cause,
    })
  }
}

/** The model that plays a role. Throws `model-missing`, naming the roles there are. */
export function modelFor(manifest: Manifest, role: string): ModelEntry {
  const found = manifest.models.find((model) => model.role === role)
  if (found === undefined) {
    const roles = manifest.models.map((model) => model.role).join(', ')
    throw new Fault(
      'model-missing',
      `the manifest has no model for the role ${role}; it has ${roles || 'none'}`,
      {
        hints: ['serac models ls'],
      },
    )
  }
  return found
}

/** Whether a file is loaded to run the model, and is not a licence or a card beside it. */
export function isLoaded({path}: ModelFile): boolean {
  return /\.(onnx|data|json)$/.test(path)
}

/** Identity of a model: SHA-256 over the hashes of what is loaded but the graph, which may gain outputs and stay the same model. */
export function modelHash(model: ModelEntry): string {
  return hashOf(model, (file) => isLoaded(file) && !file.path.endsWith('.onnx'))
}

/** Identity of what a model computes: weights, tokenizer, settings and the graph itself. */
export function buildHash(model: ModelEntry): string {
  return hashOf(model, isLoaded)
}

/** A model as reports and calibrations name it. */
export interface ModelName {
  readonly role: string
  readonly name: string
  /** Identity of what it computes; for a base, whose graph may gain outputs, of its weights. */
  readonly hash: string
}

/** Role, name and hash of a model. */
export function nameOf(model: ModelEntry): ModelName {
  const {role, name} = model
  return {role, name, hash: role === 'base' ? modelHash(model) : buildHash(model)}
}

function hashOf(model: ModelEntry, counts: (file: ModelFile) => boolean): string {
  const hash = createHash('sha256')
  for (const file of model.files.filter(counts)) hash.update(`${file.sha256}\n`)
  return hash.update(JSON.stringify(model.settings)).digest('hex')
}
