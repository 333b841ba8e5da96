import {join} from 'node:path'
import {decoder} from './model/decoder.js'
import {roleGraphs, type Role} from './model/graphs.js'
import {integrity} from './model/integrity.js'
import {modelFor, readManifest, type Manifest, type ModelEntry} from './model/manifest.js'
import type {Generator} from './model/model.js'
import {reader} from './model/reader.js'
import {openGraph, type Graph} from './model/runtime.js'
import {sentimentJudge, type SentimentJudge} from './model/sentiment.js'
import {decoderSettings, scopeSettings} from './model/settings.js'
import {openTokenizer, type Tokenizer} from './model/tokenizer.js'
import {closeOpened, once, type Once} from './once.js'
import type {ScopeName} from './scope/scope.js'
import {scopesOf, type ScopeKind} from './scopes.js'

export interface ModelSettings {
  readonly models: string
  readonly cache: string
  /** Keeps every vector and pair score in memory (default: no). */
  readonly remember?: boolean
}

/** The models of a manifest, each loaded at its first use and only then. */
export interface Models {
  readonly manifest: Manifest
  readonly base: Generator
  readonly counterfactual: Generator
  /** Throws `model-missing` where the manifest lacks a classifier of it. */
  scope(name: ScopeName): ScopeKind
  /** The judge of replies. Throws `model-missing` where the manifest has none. */
  readonly sentiment: () => Promise<SentimentJudge>
  /** Starts loading the tokenizer of the language models. */
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

  const counterfactual = generator('counterfactual')

  return {
    manifest,
    base: generator('base'),
    counterfactual,
    scope: scopesOf({
      manifest,
      cache: settings.cache,
      remember: settings.remember ?? false,
      graph,
      tokenizer,
      reader: reader(counterfactual),
    }),
    sentiment: once(async () => {
      const model = modelFor(manifest, 'sentiment')
      const opened = await graph(model)()
      return sentimentJudge(opened, await tokenizer(model)(), scopeSettings(model).maxTokens)
    }),
    warm: () => void tokenizer(entries.counterfactual)(),
    async close() {
      await Promise.all([roles.close(), ...graphs.map(closeOpened)])
    },
  }
}

function graphFile(model: ModelEntry): string {
  return model.files.find(({path}) => path.endsWith('.onnx'))?.path ?? ''
}
