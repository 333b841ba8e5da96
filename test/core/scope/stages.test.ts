import {mkdtemp, readdir, readFile, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {cascade} from '../../../src/core/scope/cascade.js'
import type {Encoder, PairScorer} from '../../../src/core/scope/encoder.js'
import {gaussian} from '../../../src/core/scope/rank.js'
import {fileVectors} from '../../../src/core/scope/vectors.js'
import {answerEdit, question} from '../../fake/edits.js'
import {fakeScope} from '../../fake/scope.js'

const edits = [1, 2, 3, 4].map((n) => answerEdit(`q${n}`, `a${n}`, n))
const byNumber = (scores: readonly number[]) => (edit: {seq: number}) => scores[edit.seq - 1] ?? 0

function scorer(score: (edit: string) => number): PairScorer & {asked: string[]} {
  const asked: string[] = []
  return {
    asked,
    async score(edit) {
      asked.push(edit)
      return score(edit)
    },
  }
}

it('confirms only the shortlist above the floor, and ranks by the last stage', async () => {
  const second = scorer((edit) => (edit.startsWith('q3') ? 0.9 : 0.2))
  const scope = cascade(fakeScope(edits, byNumber([0.01, 0.8, 0.7, 0.9])), async () => second, {
    shortlist: 3,
    floor: 0.75,
  })
  const [matches] = await scope.nearest([question('?')])
  expect(second.asked).toEqual(['q4 a4', 'q2 a2'])
  expect(matches?.map(({edit, score}) => [edit.seq, score])).toEqual([
    [4, 0.2],
    [2, 0.2],
    [3, 0],
  ])
})

it('scores 1 for equal vectors and exp(-d^2) for others', () => {
  expect(gaussian(Float32Array.of(1, 2), Float32Array.of(1, 2))).toBe(1)
  expect(gaussian(Float32Array.of(0, 0), Float32Array.of(0.5, 0.5))).toBeCloseTo(Math.exp(-0.5), 12)
})

it('encodes an edit once, keeps its vector across processes, and makes a damaged file anew', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'serac-vectors-'))
  const asked: string[] = []
  const encoder: Encoder = {
    async embed(text) {
      asked.push(text)
      return Float32Array.of(text.length, 0.1)
    },
    unread: () => new Set(),
  }
  const openVectors = () => fileVectors(cache, 'ab'.repeat(32), 2, async () => encoder)
  const first = await openVectors().of(edits.slice(0, 2))
  const again = await openVectors().of(edits.slice(0, 3))
  expect(again.slice(0, 2)).toEqual(first)
  expect(asked).toEqual(['q1 a1', 'q2 a2', 'q3 a3'])

  const [name = ''] = await readdir(cache)
  const bytes = await readFile(join(cache, name))
  bytes[40]! ^= 1
  await writeFile(join(cache, name), bytes)
  expect(await openVectors().of(edits.slice(0, 3))).toEqual(again)
  expect(asked.slice(3)).toEqual(['q1 a1'])
  expect(await openVectors().of(edits.slice(0, 3))).toEqual(again)
  expect(asked.length).toBe(4)
})
