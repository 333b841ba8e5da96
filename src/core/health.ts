import {readdir} from 'node:fs/promises'
import {join} from 'node:path'
import {Fault, type FaultCode} from './fault.js'

/** One thing looked at; `code` and `hints` only where it is not well. */
export interface Finding {
  readonly what: string
  readonly found: string
  readonly code?: FaultCode
  readonly hints?: readonly string[]
}

/** Where to look. */
export interface Examined {
  readonly models: string
  readonly ledger: string
  /** A base model of the user's own; null for the one that ships. */
  readonly base: string | null
}

/** Looks at the runtime, every model file and the ledger; never throws for what it finds. */
export async function examine(paths: Examined): Promise<Finding[]> {
  const {base} = paths
  return [
    await finding(
      'runtime',
      async () => `onnxruntime ${(await import('./model/runtime.js')).runtimeVersion}`,
    ),
    await finding('model files', () => modelsFound(paths.models)),
    ...(base === null ? [] : [await finding('base model', () => hubModelFound(base))]),
    await finding('edits', () => ledgerFound(paths.ledger)),
  ]
}

async function finding(what: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return {what, found: await look()}
  } catch (error) {
    if (error instanceof Fault) return {what, found: error.message, code: error.code, hints: error.hints}
    return {
      what,
      found: error instanceof Error ? error.message : String(error),
      code: 'model',
      hints: ['ONNXRUNTIME_NODE_INSTALL=skip npm ci'],
    }
  }
}

async function modelsFound(folder: string): Promise<string> {
  const {readManifest} = await import('./model/manifest.js')
  const {inspect} = await import('./model/integrity.js')
  const {models} = await readManifest(folder)
  const files = await inspect(folder, models)
  const bad = files.find(({state}) => state !== 'ok')
  if (bad !== undefined) {
    throw new Fault(
      bad.state === 'missing' ? 'model-missing' : 'model-altered',
      `${bad.path} is ${bad.state}`,
      {
        hints: ['serac models verify', 'git checkout -- models'],
      },
    )
  }
  return models.map(({role, name}) => `${role}: ${name}`).join(', ')
}

async function hubModelFound(folder: string): Promise<string> {
  const [files, graphs] = await Promise.all([folder, join(folder, 'onnx')].map(filesOf))
  const missing = ['config.json', 'tokenizer.json'].filter((file) => !files?.includes(file))
  const graph = graphs?.find((file) => /^model.*\.onnx$/.test(file))
  if (graph !== undefined && missing.length === 0) return `${folder}: onnx/${graph}`
  const names = [...missing, ...(graph === undefined ? ['onnx/model*.onnx'] : [])]
  throw new Fault(
    'model-missing',
    `${folder} holds no model in the hub's layout: no ${names.join(', no ')}`,
    {
      hints: [`ls ${folder}`],
    },
  )
}

/** The names in a folder; none for one that cannot be read. */
async function filesOf(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => [])
}

async function ledgerFound(path: string): Promise<string> {
  const {openFileLedger} = await import('./ledger/file.js')
  const {fold} = await import('./ledger/state.js')
  const ledger = openFileLedger(path)
  try {
    const {records, head} = await ledger.read()
    const {live} = fold(records)
    return head.seq === 0
      ? 'none yet'
      : `${live.length} live, ${head.seq} records, head ${head.hash.slice(0, 12)}`
  } finally {
    await ledger.close()
  }
}
