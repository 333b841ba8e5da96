import {appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs'
import {dirname, join} from 'node:path'
import type {Kept} from '../bench/kept.js'

/**
 * Texts by key in a file of JSON lines: derived data, that only saves work. A line that cannot be read is one text less;
 * a file that cannot be written keeps nothing beyond this process. `fresh` starts with none.
 */
export function keptInFile(path: string, {fresh = false} = {}): Kept {
  const known = new Map<string, string>()
  let writable = true
  const attempt = (work: () => void): void => {
    try {
      if (writable) work()
    } catch {
      // A full or read-only disk costs time and nothing else.
      writable = false
    }
  }
  if (fresh) attempt(() => rmSync(path, {force: true}))
  else if (existsSync(path)) attempt(() => linesOf(path).forEach(([key, text]) => known.set(key, text)))
  attempt(() => mkdirSync(dirname(path), {recursive: true}))
  return {
    get: (key) => known.get(key),
    put(key, text) {
      known.set(key, text)
      // A line break first, so that a torn line of a process that died cannot swallow this one.
      attempt(() => appendFileSync(path, `\n${JSON.stringify([key, text])}`))
    },
  }
}

function linesOf(path: string): readonly [string, string][] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line): [string, string][] => {
      try {
        const pair: unknown = JSON.parse(line)
        return Array.isArray(pair) && pair.length === 2 ? [[String(pair[0]), String(pair[1])]] : []
      } catch {
        return []
      }
    })
}

/** Days after which the kept answers of a bench that nobody resumed go. */
const days = 14

/** Removes files of `folder` that start with `prefix` and were not written for two weeks before `now`. */
export function dropStale(folder: string, prefix: string, now: Date): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const written = statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? now.getTime()
    if (name.startsWith(prefix) && now.getTime() - written > days * 86_400_000) rmSync(path, {force: true})
  }
}
