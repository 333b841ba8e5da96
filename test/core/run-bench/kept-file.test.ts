import {appendFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {keptInFile} from '../../../src/core/run-bench/kept-file.js'
import {tempFolder} from '../../fake/folder.js'

it('keeps texts from process to process, whatever is in them', () => {
  const path = join(tempFolder(), 'deep', 'kept.jsonl')
  const first = keptInFile(path)
  first.put('a\nb', 'x "y" \u2028 東京')
  expect(first.get('a\nb')).toBe('x "y" \u2028 東京')
  expect(keptInFile(path).get('a\nb')).toBe('x "y" \u2028 東京')
  expect(keptInFile(path, {fresh: true}).get('a\nb')).toBeUndefined()
  expect(keptInFile(path).get('a\nb')).toBeUndefined()
})

it('loses nothing but the line that a process died in', () => {
  const path = join(tempFolder(), 'kept.jsonl')
  keptInFile(path).put('a', '1')
  appendFileSync(path, '\n["b", "2')
  keptInFile(path).put('c', '3')
  const again = keptInFile(path)
  expect([again.get('a'), again.get('b'), again.get('c')]).toEqual(['1', undefined, '3'])
})

it('goes on without its file where it cannot be written', () => {
  const folder = tempFolder()
  const path = join(folder, 'file', 'kept.jsonl')
  writeFileSync(join(folder, 'file'), 'not a folder')
  const kept = keptInFile(path)
  kept.put('a', '1')
  expect(kept.get('a')).toBe('1')
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('not a folder')
  mkdirSync(join(folder, 'as-folder.jsonl'))
  expect(() => keptInFile(join(folder, 'as-folder.jsonl'))).not.toThrow()
})
