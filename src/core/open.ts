import {fileURLToPath} from 'node:url'
import {canonicalQuery, isValid, type Edit, type Query} from './edit.js'
import {serac} from './editor/serac.js'
import {Fault} from './fault.js'
import type {Change, Ledger, State} from './ledger/ledger.js'
import {pretend} from './ledger/pretend.js'
import {fold} from './ledger/state.js'
import {baseModel} from './model/base.js'
import {counterfactual} from './model/counterfactual.js'
import {greedy, type Answer, type Model} from './model/model.js'
import {openModels, type Models, type Report, type ScopeName} from './models.js'
import {closeOpened, once} from './once.js'

export type EditorName = 'serac' | 'none'

/** Everything that decides what is opened; paths are absolute. */
export interface Settings {
  /** The ledger file (it need not exist yet). */
  readonly ledger: string
  /** The folder with `manifest.json`. */
  readonly models: string
  /** The folder for what can be made anew: vectors of edits, stamps of checked files. */
  readonly cache: string
  readonly scope: ScopeName
  /** Hit when beta >= threshold; null takes the one in the manifest. */
  readonly threshold: number | null
  readonly editor: EditorName
  /** A folder in the hub's layout to use as the base model; null for the one that ships. */
  readonly base: string | null
}

/** An answer with what led to it. */
export interface Explained extends Answer {
  readonly query: Query
  readonly threshold: number
  /** Milliseconds from question to answer. */
  readonly ms: number
}

export interface AskOptions {
  /** Asks the state after this sequence number instead of the newest. */
  readonly at?: number
  readonly maxTokens?: number
  readonly temperature?: number
  /** Replies per query when sampling; the answers of one query follow each other. */
  readonly samples?: number
  readonly seed?: number
  readonly signal?: AbortSignal
  /** Changes judged as if they were in the ledger; nothing is written. */
  readonly pending?: readonly Change[]
  /** Hears of edits that are encoded before the first answer. */
  readonly report?: Report
}

/** An edited model at one state of the ledger. */
export interface Session {
  /** The replies to one query: one, or as many as `samples` asks. Throws `bad-input` for a query that cannot be asked. */
  ask(query: Query): Promise<Explained[]>
}

/** An edited model: what the commands have, for programs. Models load at the first question. */
export interface Serac {
  readonly ledger: Ledger
  /** The state now, or after the record `at`. */
  state(at?: number): Promise<State>
  /** The edited model of the state now, or after the record `at`; later edits are not seen. */
  session(options?: AskOptions): Promise<Session>
  /** Answers in order, one at a time as they are ready, all in one session. */
  ask(queries: Iterable<Query> | AsyncIterable<Query>, options?: AskOptions): AsyncIterable<Explained>
  close(): Promise<void>
}

/** What `open` takes where a setting is not given; the models are those that ship with serac. */
const defaults = {
  models: fileURLToPath(new URL('../../models', import.meta.url)),
  scope: 'cascade',
  threshold: null,
  editor: 'serac',
  base: null,
} as const

/** Opens a ledger and the models beside it. Nothing is read before it is needed. */
export async function open(given: Pick<Settings, 'ledger' | 'cache'> & Partial<Settings>): Promise<Serac> {
  const settings: Settings = {...defaults, ...given}
  const {openFileLedger} = await import('./ledger/file.js')
  const ledger = openFileLedger(settings.ledger)
  const models = once(() => openModels(settings))

  async function state(at?: number): Promise<State> {
    const {records, head} = await ledger.read()
    if (at !== undefined && at > head.seq) {
      throw new Fault('bad-input', `there is no record ${at}: the ledger ends at ${head.seq}`, {
        hints: ['serac edit ls --all'],
      })
    }
    return fold(at === undefined ? records : records.filter(({seq}) => seq <= at))
  }

  async function session(options: AskOptions = {}): Promise<Session> {
    const now = new Date()
    const {live} = pretend(await state(options.at), options.pending ?? [], now)
    const edits = settings.editor === 'none' ? [] : live.filter((edit) => isValid(edit, now))
    const opened = await models()
    const samples = await sampled(opened, settings.base, edits, options)
    return {
      async ask(asked) {
        const query = canonicalQuery(asked)
        const replies = []
        for (const model of samples) {
          const started = performance.now()
          const [answer] = await model.answer([query], options.signal)
          if (answer === undefined) throw new Error('the model gave no answer')
          replies.push({...answer, query, threshold: opened.threshold, ms: performance.now() - started})
        }
        return replies
      },
    }
  }

  async function* ask(
    queries: Iterable<Query> | AsyncIterable<Query>,
    options: AskOptions = {},
  ): AsyncGenerator<Explained> {
    const {ask: one} = await session(options)
    for await (const query of queries) yield* await one(query)
  }

  return {
    ledger,
    state,
    session,
    ask,
    async close() {
      await closeOpened(models)
      await ledger.close()
    },
  }
}

/** The edited model once for each sample, each with its own seed and all with one scope. */
async function sampled(
  models: Models,
  base: string | null,
  edits: readonly Edit[],
  options: AskOptions,
): Promise<Model[]> {
  if (edits.length > 0) models.warm()
  const scope = once(() => models.openScope(edits, options.report, options.signal))
  return Promise.all(
    Array.from({length: options.samples ?? 1}, (_, i) => {
      const decoding = {
        maxTokens: options.maxTokens ?? greedy.maxTokens,
        temperature: options.temperature ?? greedy.temperature,
        seed: (options.seed ?? greedy.seed) + i,
      }
      const editor = serac({
        openScope: scope,
        counterfactual: counterfactual(models.counterfactual, decoding),
        threshold: models.threshold,
      })
      return editor.edit(base === null ? baseModel(models.base, decoding) : models.hub(base, decoding), edits)
    }),
  )
}
