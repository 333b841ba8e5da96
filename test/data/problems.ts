import {readFileSync} from 'node:fs'

/** A question or claim of a problem record. */
export interface Asked {
  readonly question?: string
  readonly claim?: string
  readonly answers?: readonly string[]
  readonly type: string
  readonly hard?: boolean
}

/** A record of any problem file: an edit with what is in and out of its scope. */
export interface Problem {
  readonly id: string
  readonly relation?: string
  readonly subject?: string
  readonly question?: string
  readonly fact?: string
  readonly topic?: string
  readonly sentiment?: string
  readonly in: readonly Asked[]
  readonly out: readonly Asked[]
}

interface Manifest {
  readonly version: number
  readonly seed: number
  readonly problems: ReadonlyArray<{readonly name: string; readonly file: string; readonly sha256: string}>
}

const at = (path: string) => new URL(`../../${path}`, import.meta.url)

export const read = (path: string) => readFileSync(at(path), 'utf8')

export const manifest = JSON.parse(read('data/manifest.json')) as Manifest

export const records = (name: string) =>
  read(`data/${name}.jsonl`)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Problem)

/** What a query says. */
export const text = (asked: Asked) => asked.question ?? asked.claim ?? ''

/** A module of scripts/problems, which has no types of its own. */
export async function script<T>(path: string): Promise<T> {
  return (await import(at(`scripts/problems/${path}`).href)) as T
}
