import {existsSync, readFileSync, statSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'
import {editorNames} from '../core/editor/editor.js'
import {Fault} from '../core/fault.js'
import type {Settings} from '../core/open.js'
import {scopeNames} from '../core/scope/scope.js'

/** What `open` takes, and what the commands ask by default. */
export interface CliSettings extends Settings {
  /** Upper bound of an answer, in tokens. */
  readonly maxTokens: number
  /** The folder of the problems that `bench` runs. */
  readonly problems: string
}

export type SettingName = keyof CliSettings

/** Every setting with the place it came from: a flag, a variable, a file, or why it is the default. */
export interface Resolved {
  readonly settings: CliSettings
  readonly origin: {readonly [K in SettingName]: string}
}

/** Where to look. Folders are absolute. */
export interface Sources {
  /** Values of flags, as typed; undefined where not given. */
  readonly flags: {readonly [K in SettingName]?: string | number | undefined}
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  /** The user's ledger, and with SERAC_DATA_DIR also settings and cache. */
  readonly dataDir: string
  readonly configDir: string
  readonly cacheDir: string
  /** The models that ship with serac. */
  readonly modelsDir: string
  /** The problems that ship with serac. */
  readonly problemsDir: string
}

interface Setting<T> {
  readonly env: string
  readonly legal: string
  /** The value, or undefined when `raw` is not legal. A relative path is taken from `folder`. */
  parse(raw: unknown, folder: string): T | undefined
}

const table: {readonly [K in SettingName]: Setting<CliSettings[K]>} = {
  ledger: {env: 'SERAC_LEDGER', legal: 'a path', parse: path},
  models: {env: 'SERAC_MODELS', legal: 'a path', parse: path},
  cache: {env: 'SERAC_CACHE_DIR', legal: 'a path', parse: path},
  base: {env: 'SERAC_BASE', legal: 'a path', parse: path},
  problems: {env: 'SERAC_PROBLEMS', legal: 'a path', parse: path},
  calibration: {env: 'SERAC_CALIBRATION', legal: 'a path', parse: path},
  scope: oneOf<Settings['scope']>('SERAC_SCOPE', scopeNames),
  threshold: {
    env: 'SERAC_THRESHOLD',
    legal: 'a number from 0 to 1',
    parse: (raw) => number(raw, (n) => n >= 0 && n <= 1),
  },
  maxTokens: {
    env: 'SERAC_MAX_TOKENS',
    legal: 'a whole number from 1 to 4096',
    parse: (raw) => number(raw, (n) => Number.isInteger(n) && n >= 1 && n <= 4096),
  },
  editor: oneOf<Settings['editor']>('SERAC_EDITOR', editorNames),
}

/** A source of raw values: `from` says in words where a key stands. */
interface Layer {
  readonly from: (key: SettingName) => string
  readonly folder: string
  readonly values: {readonly [K in SettingName]?: unknown}
}

/** Flag > SERAC_* variable > serac.config.json of the project > the user's config.json > default. Throws `usage`. */
export function resolveSettings(sources: Sources): Resolved {
  const {cwd, env, dataDir, cacheDir, modelsDir, problemsDir} = sources
  const projectFile = findUp(cwd, 'serac.config.json', 'file')
  const userFile = userConfig(sources)
  const layers: Layer[] = [
    {from: (key) => flagName(key), folder: cwd, values: sources.flags},
    {from: (key) => table[key].env, folder: cwd, values: fromEnv(env)},
    ...(projectFile === null ? [] : [fromFile(projectFile)]),
    ...(existsSync(userFile) ? [fromFile(userFile)] : []),
  ]
  const project = findUp(cwd, '.serac', 'folder')
  const pick = <K extends SettingName>(key: K, fallback: CliSettings[K], why = 'default'): Found<K> =>
    choose(key, layers) ?? {value: fallback, from: why}
  const ledger =
    project === null
      ? pick('ledger', join(dataDir, 'ledger.jsonl'), "default: the user's data folder")
      : pick('ledger', join(project, 'ledger.jsonl'), `default: the project folder ${project}`)
  return split({
    ledger,
    models: pick('models', modelsDir, 'default: the models that ship with serac'),
    problems: pick('problems', problemsDir, 'default: the problems that ship with serac'),
    cache: pick('cache', cacheIn(env, dataDir, cacheDir), "default: the user's cache folder"),
    base: pick('base', null, 'default: the one of the models manifest'),
    calibration: pick(
      'calibration',
      join(dirname(ledger.value), 'calibration.json'),
      'default: beside the ledger',
    ),
    scope: pick('scope', 'cascade'),
    threshold: pick('threshold', null, 'default: as calibrated, or as in the models manifest'),
    maxTokens: pick('maxTokens', 64),
    editor: pick('editor', 'serac'),
  })
}

/** A value with its origin. */
interface Found<K extends SettingName> {
  readonly value: CliSettings[K]
  readonly from: string
}

function split(found: {readonly [K in SettingName]: Found<K>}): Resolved {
  const column = (name: 'value' | 'from') => Object.fromEntries(names().map((key) => [key, found[key][name]]))
  // Object.fromEntries forgets which name had which type; `found` has just been checked to have them.
  return {settings: column('value') as unknown as CliSettings, origin: column('from') as Resolved['origin']}
}

/** The user's settings file; SERAC_DATA_DIR moves it together with the ledger. */
export function userConfig(sources: Pick<Sources, 'env' | 'dataDir' | 'configDir'>): string {
  return join(sources.env['SERAC_DATA_DIR'] ? sources.dataDir : sources.configDir, 'config.json')
}

function cacheIn(env: NodeJS.ProcessEnv, dataDir: string, cacheDir: string): string {
  return env['SERAC_DATA_DIR'] ? join(dataDir, 'cache') : cacheDir
}

function choose<K extends SettingName>(key: K, layers: readonly Layer[]): Found<K> | null {
  for (const {from, folder, values} of layers) {
    const raw = values[key]
    if (raw === undefined) continue
    const value = table[key].parse(raw, folder)
    if (value !== undefined) return {value, from: from(key)}
    throw new Fault('usage', `${from(key)} is ${JSON.stringify(raw)}, but must be ${table[key].legal}`)
  }
  return null
}

function fromEnv(env: NodeJS.ProcessEnv): Layer['values'] {
  const set = names().filter((key) => (env[table[key].env] ?? '') !== '')
  return Object.fromEntries(set.map((key) => [key, env[table[key].env]]))
}

function fromFile(file: string): Layer {
  const hints = [`settings: ${names().join(', ')}`]
  let values: unknown
  try {
    values = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new Fault('usage', `${file} cannot be read as JSON: ${String(cause)}`, {cause, hints})
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new Fault('usage', `${file} must hold one JSON object`, {hints})
  }
  const unknown = Object.keys(values).find((key) => !names().some((name) => name === key))
  if (unknown !== undefined) throw new Fault('usage', `${file}: there is no setting "${unknown}"`, {hints})
  return {from: (key) => `${file}: ${key}`, folder: dirname(file), values}
}

function names(): readonly SettingName[] {
  return [
    'ledger',
    'models',
    'problems',
    'cache',
    'base',
    'calibration',
    'scope',
    'threshold',
    'maxTokens',
    'editor',
  ]
}

/** The flag of a setting: `--max-tokens`. */
function flagName(key: SettingName): string {
  return `--${key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`
}

function findUp(from: string, name: string, kind: 'file' | 'folder'): string | null {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const stats = statSync(join(folder, name), {throwIfNoEntry: false})
    if (kind === 'file' ? stats?.isFile() : stats?.isDirectory()) return join(folder, name)
    if (dirname(folder) === folder) return null
  }
}

function path(raw: unknown, folder: string): string | undefined {
  return typeof raw === 'string' && raw !== '' && !raw.includes('\0') ? resolve(folder, raw) : undefined
}

function number(raw: unknown, legal: (n: number) => boolean): number | undefined {
  const n = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw
  return typeof n === 'number' && legal(n) ? n : undefined
}

function oneOf<T extends string>(env: string, values: readonly T[]): Setting<T> {
  return {env, legal: `one of ${values.join(', ')}`, parse: (raw) => values.find((value) => value === raw)}
}
