import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import {basename, join} from 'node:path'
import {promisify} from 'node:util'
import {gunzip} from 'node:zlib'
import * as v from 'valibot'
import {problemOf, withOtherPages, type ProblemData} from '../bench/problem.js'
import type {ProblemInfo} from '../bench/report/report.js'
import {Fault} from '../fault.js'
import type {FormatName} from '../format/format.js'
import {readEdits} from '../format/read.js'
import {random} from '../model/sampling.js'

const manifestSchema = v.object({
  version: v.number(),
  problems: v.array(v.object({name: v.string(), file: v.string(), sha256: v.string()})),
})

/** A problem as it was read, and what a report says of it. */
export interface Problem {
  readonly info: ProblemInfo
  readonly data: ProblemData
}

/** A file of the user's. */
export interface DataFile {
  readonly path: string
  /** Null: the first record tells. */
  readonly format: FormatName | null
  readonly skipBad: boolean
}

/** Claims of other pages that a record of VitaminC is asked beside its own. */
const otherPages = 2

const taken = '--data takes a file of edits with queries, or its .gz'

/** A problem that ships with serac. Throws `bad-input` when its file is missing or not the one of the manifest. */
export async function readShipped(folder: string, name: string): Promise<Problem> {
  const manifest = await parseManifest(join(folder, 'manifest.json'))
  const entry = manifest.problems.find((known) => known.name === name)
  if (entry === undefined) throw broken(`${folder} has no problem ${name}`)
  const bytes = await readFile(join(folder, entry.file)).catch((cause: unknown) => {
    throw broken(`cannot read ${entry.file}: ${String(cause)}`)
  })
  const sha256 = hashOf(bytes)
  if (sha256 !== entry.sha256)
    throw broken(`${entry.file} is not the file of the manifest (sha256 ${sha256})`)
  const {cases} = readEdits(bytes.toString('utf8'), {format: 'serac'})
  const data = problemOf(cases, {format: 'serac', askItself: false})
  return {
    info: infoOf(data, {name, source: 'shipped', format: null, version: manifest.version, sha256}),
    data,
  }
}

/**
 * The problem in a file of a public layout, `.gz` or not. Throws `bad-input` for a file that cannot be read, is of another
 * layout, or has no queries on one of the two sides.
 */
export async function readDataFile({path, format, skipBad}: DataFile, seed: number): Promise<Problem> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Fault(
      'bad-input',
      `cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {cause, hints: [taken]},
    )
  })
  const read = readCases(await textOf(bytes, path), path, {format, skipBad})
  const isVitaminC = read.format === 'vitaminc'
  const plain = problemOf(read.cases, {
    format: read.format,
    askItself: !['serac', 'vitaminc'].includes(read.format),
  })
  const u = random(seed)
  const pages = new Map(read.cases.map(({content, subject}) => [JSON.stringify(content), subject]))
  const data = isVitaminC
    ? withOtherPages(
        plain,
        plain.records.map(({content}) => pages.get(JSON.stringify(content)) ?? null),
        (below) => Math.floor(u() * below),
        otherPages,
      )
    : plain
  for (const side of ['in', 'out'] as const) {
    if (data.records.some(({queries}) => queries.some((query) => query.side === side))) continue
    const what =
      side === 'in'
        ? 'in-scope query with an answer (rephrase, portability, in)'
        : 'out-of-scope query (locality, out)'
    throw new Fault('bad-input', `${path} holds no ${what}: nothing could be measured`, {
      hints: ['serac bench --help'],
    })
  }
  const skipped = read.skipped.map((why) => `left out: ${why}`)
  const info = infoOf(data, {
    name: basename(path),
    source: path,
    format: read.format,
    version: null,
    sha256: hashOf(bytes),
  })
  return {info: {...info, notes: [...info.notes, ...skipped]}, data}
}

function readCases(
  text: string,
  path: string,
  options: Omit<DataFile, 'path'>,
): ReturnType<typeof readEdits> {
  try {
    return readEdits(text, options)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw new Fault('bad-input', `${path}: ${error.message}`, {
      cause: error,
      hints:
        error.hints.length > 0
          ? error.hints
          : [isOneOfMany(error) && !options.skipBad ? leftOut(path) : taken],
    })
  }
}

/** Whether the mistake is within one record, so that the others may be good. */
function isOneOfMany({message}: Fault): boolean {
  return /^(?:line|record) \d/.test(message)
}

function leftOut(path: string): string {
  return `serac bench --data ${path} --skip-bad    leaves such records out`
}

async function textOf(bytes: Buffer, path: string): Promise<string> {
  try {
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? await promisify(gunzip)(bytes) : bytes
    return new TextDecoder('utf-8', {fatal: true}).decode(plain)
  } catch (cause) {
    throw new Fault('bad-input', `${path} is not a text in UTF-8`, {
      cause,
      hints: [`iconv -f LATIN1 -t UTF-8 ${path}    if it is Latin-1`],
    })
  }
}

/** What a report says of a problem. */
export function infoOf(
  {records, notes}: ProblemData,
  named: Pick<ProblemInfo, 'name' | 'source' | 'format' | 'version' | 'sha256'>,
): ProblemInfo {
  const count = (side: 'in' | 'out'): number =>
    records.reduce((sum, {queries}) => sum + queries.filter((query) => query.side === side).length, 0)
  return {...named, edits: records.length, inside: count('in'), outside: count('out'), notes}
}

async function parseManifest(path: string): Promise<v.InferOutput<typeof manifestSchema>> {
  try {
    return v.parse(manifestSchema, JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new Fault('bad-input', `cannot read the problems' manifest ${path}`, {
      cause,
      hints: ['git checkout -- data   (or install serac again)'],
    })
  }
}

function broken(message: string): Fault {
  return new Fault('bad-input', message, {hints: ['git checkout -- data   (or install serac again)']})
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
