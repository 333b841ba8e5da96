import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {readCalibrations, type Calibration} from './calibration.js'
import {canonicalQuery, isValid, type Edit, type Query} from './edit.js'
import type {EditorName} from './editor/editor.js'
import {chooseEditor} from './editors.js'
import {Fault} from './fault.js'
import type {Change, Ledger, State} from './ledger/ledger.js'
import {pretend} from './ledger/pretend.js'
import {fold} from './ledger/state.js'
import {baseModel} from './model/base.js'
import type {HubModel} from './model/hub.js'
import {greedy, modelOf, type Answer, type Decoding, type Model} from './model/model.js'
import {openModels} from './models.js'
import {closeOpened, once, type Once} from './once.js'
import {openLedger} from './open-ledger.js'
import type {Report} from './scopes.js'
import type {Match, ScopeName} from './scope/scope.js'

/** Everything that decides what is opened; paths are absolute. */
export interface Settings {
  /** The ledger file (it need not exist yet). */
  readonly ledger: string
  /** The folder with `manifest.json`. */
  readonly models: string
  /** The folder for what can be made anew: vectors of edits, stamps of checked files. */
  readonly cache: string
  readonly scope: ScopeName
  /** Hit when beta >= threshold; null takes the calibrated one, or else the one in the manifest. */
  readonly threshold: number | null
  readonly editor: EditorName
  /** A folder in the hub's layout to use as the base model; null for the one that ships. */
  readonly base: string | null
  /** The file of the user's own thresholds (it need not exist). */
  readonly calibration: string
}

/** An answer with what led to it. */
export interface Explained extends Answer {
  readonly query: Query
  readonly threshold: number
  /** Milliseconds from question to answer. */
  readonly ms: number
}

export interface AskOptions {
  /** Asks the edits that were live after this sequence number instead of the newest state. */
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
  /** The edits nearest to a query, best first; loads no language model. */
  nearest(query: Query): Promise<readonly Match[]>
  /** Beta from which an edit answers. */
  readonly threshold: number
}

/** An edited model: what the commands have, for programs. Models load when a session needs them. */
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

/** Between the seeds of one query's samples, so that neighbouring seeds share none. */
const seedStep = 1_000_003

/** Opens a ledger and the models beside it. Nothing is read before it is needed. */
export async function open(given: Pick<Settings, 'ledger' | 'cache'> & Partial<Settings>): Promise<Serac> {
  const calibration = join(dirname(given.ledger), 'calibration.json')
  const settings: Settings = {...defaults, calibration, ...given}
  const ledger = await openLedger(settings.ledger)
  const models = once(() => openModels(settings))
  const hub = settings.base === null ? null : hubModel(settings.base)
  let closed = false

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
    if (closed) throw new Fault('usage', 'this edited model is closed', {hints: ['open it again']})
    if (hub !== null && (options.temperature ?? 0) > 0) {
      throw new Fault('usage', 'a base model of the hub is not sampled', {
        hints: ['leave the temperature away'],
      })
    }
    const now = new Date()
    const {live} = pretend(await state(options.at), options.pending ?? [], now)
    const edits = settings.editor === 'none' ? [] : live.filter((edit) => isValid(edit, now))
    const opened = await models()
    const calibrations = await knownCalibrations(settings)
    const parts = {
      models: opened,
      calibrations,
      shippedBase: hub === null,
      applies: (edit: Edit) => isValid(edit, new Date()),
      report: options.report,
      signal: options.signal,
    }
    const chosen = Array.from({length: options.samples ?? 1}, (_, i) =>
      chooseEditor(settings, {...parts, decoding: decodingOf(options, i)}),
    )
    if (edits.length > 0) chosen[0]?.warm()
    const replies = await Promise.all(
      chosen.map(({editor}, i) => {
        const decoding = decodingOf(options, i)
        return editor.edit(hub?.model(decoding.maxTokens) ?? baseModel(opened.base, decoding), edits)
      }),
    )
    const threshold = chosen[0]?.threshold ?? opened.scope(settings.scope).threshold
    return {
      threshold,
      async ask(asked) {
        const query = canonicalQuery(asked)
        const explained = []
        for (const model of replies) {
          const started = performance.now()
          const [answer] = await model.answer([query], options.signal)
          if (answer === undefined) throw new Error('the model gave no answer')
          explained.push({...answer, query, threshold, ms: performance.now() - started})
        }
        return explained
      },
      async nearest(asked) {
        const turn = await replies[0]?.turn(canonicalQuery(asked), options.signal)
        return turn?.nearest ?? []
      },
    }
  }

  return {
    ledger,
    state,
    session,
    async *ask(queries, options) {
      const {ask: one} = await session(options)
      for await (const query of queries) yield* await one(query)
    },
    async close() {
      closed = true
      await Promise.all([closeOpened(models), hub?.close()])
      await ledger.close()
    },
  }
}

/** The user's thresholds before those that ship. */
export async function knownCalibrations({
  calibration,
  models,
}: Pick<Settings, 'calibration' | 'models'>): Promise<readonly Calibration[]> {
  const shipped = join(models, 'calibration.json')
  return [...(await readCalibrations(calibration)), ...(await readCalibrations(shipped))]
}

function decodingOf(options: AskOptions, sample: number): Decoding {
  return {
    maxTokens: options.maxTokens ?? greedy.maxTokens,
    temperature: options.temperature ?? greedy.temperature,
    seed: (options.seed ?? greedy.seed) + sample * seedStep,
  }
}

/** A base model of the hub that loads, once, at the first question out of scope. */
export function hubModel(folder: string): {model(maxTokens: number): Model; close(): Promise<void>} {
  const opened: Once<HubModel> = once(async () => (await import('./model/hub.js')).openHubModel(folder))
  return {
    model: (maxTokens) =>
      modelOf(async (query, signal) => (await opened()).model(maxTokens).turn(query, signal)),
    close: () => closeOpened(opened),
  }
}
