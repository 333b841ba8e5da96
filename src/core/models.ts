import {join} from 'node:path'
import type {Edit} from './edit.js'
import {decoder} from './model/decoder.js'
import {roleGraphs, type Role} from './model/graphs.js'
import {integrity} from './model/integrity.js'
import {buildHash, modelFor, readManifest, type Manifest, type ModelEntry} from './model/manifest.js'
import type {Generator} from './model/model.js'
import {openGraph, type Graph} from './model/runtime.js'
import {decoderSettings, embedSettings, scopeSettings} from './model/settings.js'
import {openTokenizer, type Tokenizer} from './model/tokenizer.js'
import {closeOpened, once, type Once} from './once.js'
import {cascade} from './scope/cascade.js'
import {crossScope} from './scope/cross.js'
import {embedScope} from './scope/embed.js'
import {encoder, pairScorer} from './scope/encoder.js'
import type {Scope} from './scope/scope.js'
import {fileVectors} from './scope/vectors.js'

export type ScopeName = 'embed' | 'cross' | 'cascade'

export interface ModelSettings {
  readonly models: string
  readonly cache: string
  readonly scope: ScopeName
  readonly threshold: number | null
}

export type Report = (done: number, total: number) => void

/** The models of a manifest, each loaded at its first use and only then. */
export interface Models {
  readonly threshold: number
  readonly base: Generator
  readonly counterfactual: Generator
  openScope(edits: readonly Edit[], report?: Report, signal?: AbortSignal): Promise<Scope>
  /** Starts loading what every question on a ledger with edits needs. */
  warm(): void
  close(): Promise<void>
}

type Open<T> = (model: ModelEntry) => Once<T>

/** Reads the manifest and nothing else. */
export async function openModels(settings: ModelSettings): Promise<Models> {
  const manifest = await readManifest(settings.models)
  const intact = integrity(settings.models, settings.cache)
  const tokenizers = new Map<string, Once<Tokenizer>>()
  const graphs: Once<Graph>[] = []

  const tokenizer: Open<Tokenizer> = (model) => {
    const folder = join(settings.models, model.folder)
    const found =
      tokenizers.get(folder) ??
      once(async () => {
        await intact(model, (file) => file.path.endsWith('.json'))
        return openTokenizer(folder)
      })
    tokenizers.set(folder, found)
    return found
  }
  const openIntact = (model: ModelEntry) => async (): Promise<Graph> => {
    await intact(model)
    return openGraph(join(settings.models, graphFile(model)))
  }
  const graph: Open<Graph> = (model) => {
    const opened = once(openIntact(model))
    graphs.push(opened)
    return opened
  }

  const entries = {base: modelFor(manifest, 'base'), counterfactual: modelFor(manifest, 'counterfactual')}
  const roles = roleGraphs({
    base: openIntact(entries.base),
    counterfactual: openIntact(entries.counterfactual),
  })
  const generator = (role: Role): Generator =>
    decoder({
      options: decoderSettings(entries[role]),
      tokenizer: tokenizer(entries[role]),
      lease: () => roles.lease(role),
    })

  const scope = scopeStages(manifest, settings, graph, tokenizer)
  return {
    threshold: settings.threshold ?? scope.threshold,
    base: generator('base'),
    counterfactual: generator('counterfactual'),
    openScope: scope.open,
    warm() {
      scope.warm()
      void tokenizer(entries.counterfactual)()
    },
    async close() {
      await Promise.all([roles.close(), ...graphs.map(closeOpened)])
    },
  }
}

/** The three scopes over the two classifiers; only what the chosen one uses is ever loaded. */
function scopeStages(
  manifest: Manifest,
  settings: ModelSettings,
  graph: Open<Graph>,
  tokenizer: Open<Tokenizer>,
): {threshold: number; open: Models['openScope']; warm(): void} {
  const embedModel = modelFor(manifest, 'scope-embed')
  const crossModel = modelFor(manifest, 'scope-cross')
  const embedOptions = embedSettings(embedModel)
  const crossOptions = scopeSettings(crossModel)
  const embedding = load(embedModel, encoder, embedOptions.maxTokens)
  const crossing = load(crossModel, pairScorer, crossOptions.maxTokens)
  const vectors = fileVectors(settings.cache, buildHash(embedModel), embedOptions.dimensions, embedding)

  function load<T>(
    model: ModelEntry,
    wrap: (graph: Graph, tokenizer: Tokenizer, maxTokens: number) => T,
    maxTokens: number,
  ): Once<T> {
    const [opened, tokens] = [graph(model), tokenizer(model)]
    return once(async () => {
      const loading = opened()
      const read = tokens()
      return wrap(await loading, await read, maxTokens)
    })
  }
  const embed: Models['openScope'] = async (edits, report, signal) =>
    embedScope(await embedding(), edits, await vectors.of(edits, report, signal))

  const opens: Record<ScopeName, Models['openScope']> = {
    embed,
    cross: async (edits) => crossScope(await crossing(), edits),
    cascade: async (edits, report, signal) =>
      cascade(await embed(edits, report, signal), crossing, embedOptions),
  }
  return {
    threshold: (settings.scope === 'embed' ? embedOptions : crossOptions).threshold,
    open: opens[settings.scope],
    warm() {
      if (settings.scope !== 'cross') void embedding()
      if (settings.scope !== 'embed') void crossing()
    },
  }
}

function graphFile(model: ModelEntry): string {
  return model.files.find(({path}) => path.endsWith('.onnx'))?.path ?? ''
}
