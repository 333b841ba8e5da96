import {createHash, randomUUID} from 'node:crypto'
import {createReadStream, type BigIntStats} from 'node:fs'
import {mkdir, readFile, rename, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Fault} from '../fault.js'
import {isLoaded, type ModelEntry, type ModelFile} from './manifest.js'

/** What `models verify` says of one file. */
export interface FileCheck extends ModelFile {
  readonly state: 'ok' | 'missing' | 'truncated' | 'altered'
}

/** Makes sure that a model's files, or those that count, are those of the manifest. Throws `model-missing` or `model-altered`, naming the file. */
export type EnsureIntact = (model: ModelEntry, counts?: (file: ModelFile) => boolean) => Promise<void>

/** Hashes every file of the models anew, each once. */
export async function inspect(folder: string, models: readonly ModelEntry[]): Promise<FileCheck[]> {
  const files = new Map(models.flatMap((model) => model.files).map((file) => [file.path, file]))
  return Promise.all(
    [...files.values()].map(async (file) => ({
      ...file,
      state: await checkFile(join(folder, file.path), file),
    })),
  )
}

/** Says which file is damaged, and what to type next. */
export function damaged(path: string, state: FileCheck['state']): Fault {
  return new Fault(
    state === 'missing' ? 'model-missing' : 'model-altered',
    `the model file ${path} is ${state}`,
    {
      hints: ['serac models verify', 'git checkout -- models   (or install serac again)'],
    },
  )
}

/**
 * Checks the files that are loaded, each once in a process, before they are.
 * A file that was hashed in an earlier process is not hashed again while its inode, size and times stay the same; that
 * is kept in `cache`.
 */
export function integrity(folder: string, cache: string): EnsureIntact {
  const checks = new Map<string, Promise<void>>()
  const stamps = readStamps(cache)
  let saving: Promise<void> = Promise.resolve()

  async function check(file: ModelFile): Promise<void> {
    const path = join(folder, file.path)
    const known = await stamps
    const stamp = await stampOf(path, file)
    if (stamp !== undefined && known.get(path) === stamp) return
    const state = await checkFile(path, file)
    if (state !== 'ok') throw damaged(path, state)
    if (stamp === undefined) return
    known.set(path, stamp)
    saving = saving.then(() => writeStamps(cache, known))
  }

  return async (model, counts = () => true) => {
    await Promise.all(
      model.files
        .filter((file) => isLoaded(file) && counts(file))
        .map((file) => {
          const checking = checks.get(file.path) ?? check(file)
          checks.set(file.path, checking)
          checking.catch(() => checks.delete(file.path))
          return checking
        }),
    )
    await saving
  }
}

async function checkFile(path: string, file: ModelFile): Promise<FileCheck['state']> {
  const info = await look(path)
  if (info === null || !info.isFile()) return 'missing'
  if (info.size !== BigInt(file.bytes)) return info.size < file.bytes ? 'truncated' : 'altered'
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path, {highWaterMark: 1 << 20})) {
      if (Buffer.isBuffer(chunk)) hash.update(chunk)
    }
  } catch (cause) {
    throw new Fault('model', `the model file ${path} cannot be read: ${String(cause)}`, {
      hints: ['serac models verify'],
      cause,
    })
  }
  return hash.digest('hex') === file.sha256 ? 'ok' : 'altered'
}

async function stampOf(path: string, file: ModelFile): Promise<string | undefined> {
  const info = await look(path)
  if (info === null || info.size !== BigInt(file.bytes)) return undefined
  return [info.dev, info.ino, info.size, info.mtimeNs, info.ctimeNs, file.sha256].join(':')
}

async function look(path: string): Promise<BigIntStats | null> {
  return stat(path, {bigint: true}).catch(() => null)
}

/** Stamps only save work: an unreadable file of them is an empty one. */
async function readStamps(cache: string): Promise<Map<string, string>> {
  try {
    const stamps: unknown = JSON.parse(await readFile(join(cache, 'verified.json'), 'utf8'))
    return new Map(Object.entries(Object(stamps)).map(([path, stamp]) => [path, String(stamp)]))
  } catch {
    return new Map()
  }
}

/** Written aside and renamed; a folder that cannot be written costs a new hash next time and nothing else. */
async function writeStamps(cache: string, stamps: ReadonlyMap<string, string>): Promise<void> {
  const path = join(cache, 'verified.json')
  const aside = `${path}.${randomUUID()}`
  try {
    await mkdir(cache, {recursive: true})
    await writeFile(aside, JSON.stringify(Object.fromEntries(stamps)))
    await rename(aside, path)
  } catch {
    return
  }
}
