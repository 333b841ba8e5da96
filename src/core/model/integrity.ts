import {createHash, randomUUID} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {mkdir, readFile, rename, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Fault} from '../fault.js'
import type {ModelEntry, ModelFile} from './manifest.js'

/** What `models verify` says of one file. */
export interface FileCheck extends ModelFile {
  readonly state: 'ok' | 'missing' | 'truncated' | 'altered'
}

/** Hashes every file of a model anew. */
export async function inspect(models: string, model: ModelEntry): Promise<FileCheck[]> {
  return Promise.all(
    model.files.map(async (file) => ({...file, state: await checkFile(join(models, file.path), file)})),
  )
}

/**
 * Makes sure that a model's files are those of the manifest before they are loaded.
 * A file that was hashed once is not hashed again while its inode, size and times stay the same; that is kept in `cache`.
 * Throws `model-missing` or `model-altered`, naming the file.
 */
export async function ensureIntact(models: string, model: ModelEntry, cache: string): Promise<void> {
  const known = await readStamps(cache)
  const fresh: Record<string, string> = {}
  await Promise.all(
    model.files.map(async (file) => {
      const path = join(models, file.path)
      const stamp = await stampOf(path, file)
      if (stamp !== undefined && known[path] === stamp) return
      const state = await checkFile(path, file)
      if (state !== 'ok') throw damaged(path, state)
      if (stamp !== undefined) fresh[path] = stamp
    }),
  )
  if (Object.keys(fresh).length > 0) await writeStamps(cache, {...known, ...fresh})
}

function damaged(path: string, state: string): Fault {
  return new Fault(
    state === 'missing' ? 'model-missing' : 'model-altered',
    `the model file ${path} is ${state}`,
    {
      hints: ['serac models verify', 'git checkout -- models   (or install serac again)'],
    },
  )
}

async function checkFile(path: string, file: ModelFile): Promise<FileCheck['state']> {
  const info = await stat(path).catch(() => null)
  if (info === null || !info.isFile()) return 'missing'
  if (info.size !== file.bytes) return info.size < file.bytes ? 'truncated' : 'altered'
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, {highWaterMark: 1 << 20})) hash.update(chunk as Buffer)
  return hash.digest('hex') === file.sha256 ? 'ok' : 'altered'
}

async function stampOf(path: string, file: ModelFile): Promise<string | undefined> {
  const info = await stat(path, {bigint: true}).catch(() => null)
  if (info === null || info.size !== BigInt(file.bytes)) return undefined
  return [info.dev, info.ino, info.size, info.mtimeNs, info.ctimeNs, file.sha256].join(':')
}

/** Stamps only save work: an unreadable file of them is an empty one. */
async function readStamps(cache: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(join(cache, 'verified.json'), 'utf8')) as Record<string, string>
  } catch {
    return {}
  }
}

/** Written aside and renamed; a folder that cannot be written costs a new hash next time and nothing else. */
async function writeStamps(cache: string, stamps: Record<string, string>): Promise<void> {
  const path = join(cache, 'verified.json')
  const aside = `${path}.${randomUUID()}`
  try {
    await mkdir(cache, {recursive: true})
    await writeFile(aside, JSON.stringify(stamps))
    await rename(aside, path)
  } catch {
    return
  }
}
