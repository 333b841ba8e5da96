import {createHash} from 'node:crypto'
import {cpus} from 'node:os'
import {join} from 'node:path'
import {keptCounterfactual, keptModel} from '../bench/kept.js'
import type {Job} from '../bench/plan.js'
import type {Calibration} from '../calibration.js'
import {chooseEditor, type Chosen} from '../editors.js'
import {baseModel} from '../model/base.js'
import {modelFor, nameOf, type ModelName} from '../model/manifest.js'
import {greedy, type Generator, type Model} from '../model/model.js'
import {basePrompt} from '../model/prompt.js'
import {runtimeVersion} from '../model/runtime.js'
import type {Models} from '../models.js'
import {hubModel, type Settings} from '../open.js'
import {dropStale, keptInFile} from './kept-file.js'
import type {BenchHost, BenchRequest} from './run-bench.js'

/** A base model twice: with what was kept of it, and without. */
interface Base {
  readonly name: ModelName
  readonly kept: Model
  readonly fresh: Model
}

/** Name and hash of each base model by its folder; null is the one that ships. */
export type BaseNames = ReadonlyMap<string | null, ModelName>

/** What a desk is made of. */
export interface DeskParts {
  readonly models: Models
  readonly calibrations: readonly Calibration[]
  readonly bases: BaseNames
}

/** What all runs of a bench share, so that nothing is made twice. */
export interface Desk {
  readonly request: BenchRequest
  readonly host: BenchHost
  readonly models: Models
  base(folder: string | null): Base
  /** Throws `model-missing` for an editor that cannot be had. */
  choose(job: Job): Chosen
  close(): Promise<void>
}

/** Changes with the form of the base's prompt, so that what is kept was asked in the same words. */
const promptForm = createHash('sha256')
  .update(JSON.stringify((['question', 'claim'] as const).map((kind) => basePrompt({kind, text: ''}))))
  .digest('hex')
  .slice(0, 8)

/** Keeps the base's answers from bench to bench, and all others within one, or on `resume` from where it was stopped. */
export function deskOf(
  settings: Settings,
  request: BenchRequest,
  {models, calibrations, bases: names}: DeskParts,
  host: BenchHost,
): Desk {
  const decoding = {...greedy, maxTokens: request.maxTokens}
  const folder = join(settings.cache, 'bench')
  const run = createHash('sha256').update(JSON.stringify(request.command)).digest('hex').slice(0, 16)
  dropStale(folder, 'run-', host.now)
  const answers = keptInFile(join(folder, `run-${run}.jsonl`), {fresh: !request.resume})
  const [cpu] = cpus()
  const surroundings = `serac ${host.machine.serac}, ${decoding.maxTokens} tokens, prompt ${promptForm}, onnxruntime ${runtimeVersion}, ${cpu?.model ?? ''}`
  const bases = new Map<string | null, Base>()
  const hubs: ReturnType<typeof hubModel>[] = []
  const states = new Map<string, Promise<Float32Array>>()

  function openBase(path: string | null): Base {
    const name = names.get(path)
    if (name === undefined) throw new Error(`the base ${path} was not named`)
    const fresh = path === null ? baseModel(models.base, decoding) : openHub(path)
    const kept = keptInFile(join(folder, `base-${name.hash.slice(0, 16)}.jsonl`))
    return {name, fresh, kept: keptModel(fresh, {kept, key: surroundings})}
  }
  function openHub(path: string): Model {
    const hub = hubModel(path)
    hubs.push(hub)
    return hub.model(decoding.maxTokens)
  }
  const hidden: Generator['hidden'] = (prompt, signal) => {
    const key = JSON.stringify(prompt)
    const found = states.get(key) ?? models.base.hidden(prompt, signal)
    states.set(key, found)
    return found
  }
  const identity = {
    counterfactual: nameOf(modelFor(models.manifest, 'counterfactual')).hash,
    prompted: nameOf(modelFor(models.manifest, 'base')).hash,
  }

  return {
    request,
    host,
    models,
    base(path) {
      const found = bases.get(path) ?? openBase(path)
      bases.set(path, found)
      return found
    },
    choose: ({editor, scope, base}) =>
      chooseEditor(
        // A threshold on the scores of a scope says nothing about the distances of a lookup.
        {editor, scope, threshold: editor === 'lu' ? null : settings.threshold},
        {
          models,
          calibrations,
          decoding,
          shippedBase: base === null,
          hidden,
          signal: host.signal,
          through: (role, inner) =>
            keptCounterfactual(inner, {kept: answers, key: `${role} ${identity[role]} ${surroundings}`}),
        },
      ),
    async close() {
      await Promise.all(hubs.map((hub) => hub.close()))
    },
  }
}
