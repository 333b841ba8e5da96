import type {Edit} from './edit.js'
import {buildHash, modelFor, type Manifest, type ModelEntry} from './model/manifest.js'
import type {Reader} from './model/reader.js'
import type {Graph} from './model/runtime.js'
import {crossSettings, embedSettings, scopeSettings} from './model/settings.js'
import type {Tokenizer} from './model/tokenizer.js'
import {once, type Once} from './once.js'
import {cascade} from './scope/cascade.js'
import {crossScope} from './scope/cross.js'
import {embedScope} from './scope/embed.js'
import {encoder, pairScorer, type Encoder, type PairScorer} from './scope/encoder.js'
import {byRareWords} from './scope/rare-words.js'
import {remembered, rememberedPairs, rememberedReader} from './scope/remembered.js'
import type {Scope, ScopeName} from './scope/scope.js'
import {fileVectors} from './scope/vectors.js'

export type Report = (done: number, total: number) => void

/** A scope that can be opened over edits. */
export interface ScopeKind {
  readonly name: ScopeName
  /** Score from which an edit answers, as the manifest has it. */
  readonly threshold: number
  /** The classifiers that decide; the last one gives the score. */
  readonly classifiers: readonly ModelEntry[]
  open(edits: readonly Edit[], report?: Report, signal?: AbortSignal): Promise<Scope>
  /** Starts loading what it needs. */
  warm(): void
}

/** How to load what the classifiers run on. */
export interface Loading {
  readonly manifest: Manifest
  /** Folder of the vectors of edits. */
  readonly cache: string
  /** Keeps every vector and pair score in memory, for whoever asks the same texts again and again. */
  readonly remember: boolean
  graph(model: ModelEntry): Once<Graph>
  tokenizer(model: ModelEntry): Once<Tokenizer>
  /** The cascade's third stage; loads when it is first asked. */
  readonly reader: Reader
}

/** The scopes of a manifest by name; only what the chosen one uses is ever loaded. The result throws `model-missing`. */
export function scopesOf({
  manifest,
  cache,
  remember,
  graph,
  tokenizer,
  reader: plainReader,
}: Loading): (name: ScopeName) => ScopeKind {
  const loaded = new Map<string, Once<unknown>>()
  const reader = remember ? rememberedReader(plainReader) : plainReader

  /** Loads graph and tokenizer side by side, once for each classifier. */
  function load<T>(model: ModelEntry, wrap: (graph: Graph, tokenizer: Tokenizer) => T): Once<T> {
    const found = loaded.get(model.name)
    if (found !== undefined) return found as Once<T>
    const [opened, tokens] = [graph(model), tokenizer(model)]
    const made = once(async () => {
      const loading = opened()
      const read = tokens()
      return wrap(await loading, await read)
    })
    loaded.set(model.name, made)
    return made
  }

  function embedder(role: string): {model: ModelEntry; encode: Once<Encoder>; open: ScopeKind['open']} {
    const model = modelFor(manifest, role)
    const {maxTokens, dimensions} = embedSettings(model)
    const encode = load(model, (opened, tokens) => {
      const made = encoder(opened, tokens, maxTokens)
      return remember ? remembered(made) : made
    })
    const vectors = fileVectors(cache, buildHash(model), dimensions, encode)
    const open: ScopeKind['open'] = async (edits, report, signal) =>
      embedScope(await encode(), edits, await vectors.of(edits, report, signal))
    return {model, encode, open}
  }

  function crosser(role: string): {model: ModelEntry; score: Once<PairScorer>} {
    const model = modelFor(manifest, role)
    const {maxTokens} = scopeSettings(model)
    const score = load(model, (opened, tokens) => {
      const made = pairScorer(opened, tokens, maxTokens)
      return remember ? rememberedPairs(made) : made
    })
    return {model, score}
  }

  function embedKind(name: ScopeName, role: string): ScopeKind {
    const {model, encode, open} = embedder(role)
    const {threshold} = embedSettings(model)
    return {name, threshold, classifiers: [model], open, warm: () => void encode()}
  }

  function crossKind(name: ScopeName, role: string): ScopeKind {
    const {model, score} = crosser(role)
    const {threshold} = scopeSettings(model)
    const open: ScopeKind['open'] = async (edits) => crossScope(await score(), edits)
    return {name, threshold, classifiers: [model], open, warm: () => void score()}
  }

  function cascadeKind(name: ScopeName): ScopeKind {
    const first = embedder('scope-embed')
    const {model, score} = crosser('scope-cross')
    const second = crossSettings(model)
    const fusion = second.cascade?.fusion
    const third = fusion?.claim?.reading === undefined ? [] : [modelFor(manifest, 'counterfactual')]
    const {shortlist, floor, always, named} = embedSettings(first.model)
    return {
      name,
      threshold: second.cascade?.threshold ?? second.threshold,
      classifiers: [first.model, model, ...third],
      async open(edits, report, signal) {
        const shared = named === undefined ? undefined : byRareWords(edits, named)
        return cascade(await first.open(edits, report, signal), score, {
          shortlist,
          floor,
          always,
          named: shared,
          fusion,
          reader,
        })
      },
      warm() {
        void first.encode()
        void score()
      },
    }
  }

  const kinds: Readonly<Record<ScopeName, () => ScopeKind>> = {
    embed: () => embedKind('embed', 'scope-embed'),
    cross: () => crossKind('cross', 'scope-cross'),
    cascade: () => cascadeKind('cascade'),
    'embed-small': () => embedKind('embed-small', 'scope-embed-small'),
    'cross-small': () => crossKind('cross-small', 'scope-cross-small'),
  }
  return (name) => kinds[name]()
}
