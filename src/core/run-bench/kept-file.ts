import {appendFileSync, existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs'
import {dirname} from 'node:path'
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
