import {mkdtemp, readdir, readFile, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type {Edit} from '../../../src/core/edit.js'
import {cascade} from '../../../src/core/scope/cascade.js'
import type {Encoder, PairScorer} from '../../../src/core/scope/encoder.js'
import {fused, fusedWithRead, type Fusions} from '../../../src/core/scope/fusion.js'
import type {Scope} from '../../../src/core/scope/scope.js'
import {gaussian} from '../../../src/core/scope/rank.js'
import {fileVectors} from '../../../src/core/scope/vectors.js'
import type {Reader} from '../../../src/core/model/reader.js'
import {answerEdit, edit, question} from '../../fake/edits.js'
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

it('makes one score of both stages, and none where cross rules the pair out', async () => {
  const fusion = {logit: 1, g: -3, gSquared: 8, bias: 0.5}
  const score = (cross: number, g: number) =>
    1 / (1 + Math.exp(-(Math.log(cross / (1 - cross)) - 3 * g + 8 * g * g + 0.5)))
  const second = scorer((edit) => (edit.startsWith('q3') ? 0 : 0.6))
  const scope = cascade(fakeScope(edits, byNumber([0.5, 0.9, 0.8, 0.1])), async () => second, {
    shortlist: 4,
    floor: 0.2,
    fusion,
  })
  const [matches = []] = await scope.nearest([question('?')])
  expect(matches.map(({edit}) => edit.seq)).toEqual([2, 1, 4, 3])
  expect(matches[0]?.score).toBeCloseTo(score(0.6, 0.9), 12)
  expect(matches[1]?.score).toBeCloseTo(score(0.6, 0.5), 12)
  expect(matches.slice(2).map((match) => match.score)).toEqual([0, 0])
  expect(fused(1, 1, fusion)).toBeGreaterThan(0.99)
  expect(fused(1e-300, 0, fusion)).toBeGreaterThan(0)
})

it('weighs a claim put to a fact by weights of its own', async () => {
  const plain = {logit: 1, g: 0, gSquared: 0, bias: -2}
  const facts = [edit({kind: 'fact', statement: 's1'})]
  const scope = cascade(fakeScope(facts, byNumber([0.5])), async () => scorer(() => 0.5), {
    shortlist: 1,
    floor: 0,
    fusion: {...plain, claim: {...plain, bias: 2}},
  })
  const [[asked] = [], [claimed] = []] = await scope.nearest([question('?'), {kind: 'claim', text: '!'}])
  expect(asked?.score).toBeCloseTo(1 / (1 + Math.exp(2)), 12)
  expect(claimed?.score).toBeCloseTo(1 / (1 + Math.exp(-2)), 12)
})

it('asks the second stage about the nearest edits even below the floor', async () => {
  const second = scorer((edit) => (edit.startsWith('q2') ? 0.9 : 0.1))
  const scope = cascade(fakeScope(edits, byNumber([0.3, 0.2, 0.1, 0])), async () => second, {
    shortlist: 4,
    floor: 0.5,
    always: 2,
  })
  const [matches = []] = await scope.nearest([question('?')])
  expect(second.asked).toHaveLength(2)
  expect(matches.map(({edit: {seq}, score}) => [seq, score])).toEqual([
    [2, 0.9],
    [1, 0.1],
    [4, 0],
    [3, 0],
  ])
})

it('asks the second stage about edits that share rare words with the query, wherever they stand', async () => {
  const second = scorer((edit) => (edit.startsWith('q4') ? 0.9 : 0.1))
  const scope = cascade(fakeScope(edits, byNumber([0.3, 0.2, 0.1, 0])), async () => second, {
    shortlist: 2,
    floor: 0.5,
    always: 1,
    named: (query) => (query === 'q4?' ? edits.slice(3) : []),
  })
  const [named = [], plain = []] = await scope.nearest([question('q4?'), question('?')])
  expect(named.map(({edit: {seq}, score}) => [seq, score])).toEqual([
    [4, 0.9],
    [1, 0.1],
    [2, 0],
  ])
  expect(plain.map(({edit: {seq}}) => seq)).toEqual([1, 2])
})

describe('a reader', () => {
  const plain = {logit: 1, g: 0, gSquared: 0, bias: 0}
  const reading = {from: 0.1, to: 0.9, fused: 0.5, read: 2, bias: -1}
  const facts = [1, 2, 3, 4].map((n) => edit({kind: 'fact', statement: `s${n}`}, n))
  const claim = {kind: 'claim', text: '!'} as const

  function readerOf(odds: readonly (number | null)[]): Reader & {asked: number[]} {
    const asked: number[] = []
    return {
      asked,
      async read({seq}) {
        asked.push(seq)
        return odds[seq - 1] ?? null
      },
    }
  }

  function cascadeOf(known: readonly Edit[], reader: Reader, fusion: Fusions): Scope {
    const second = scorer((text) => [0.95, 0.5, 0.6, 0.05][Number(text[1]) - 1] ?? 0)
    const options = {shortlist: 4, floor: 0, fusion, reader}
    return cascade(fakeScope(known, byNumber([0.9, 0.8, 0.7, 0.6])), async () => second, options)
  }

  it('is asked whether the best fact decides a claim where both classifiers leave a doubt; others in doubt score 0', async () => {
    const reader = readerOf([3, 3, 3, 3])
    const weighed = {...plain, claim: {...plain, reading}}
    const [sure = []] = await cascadeOf(facts, reader, weighed).nearest([claim])
    expect(reader.asked).toEqual([])
    expect(sure.map(({edit: {seq}, score}) => [seq, score.toFixed(2)])).toEqual([
      [1, '0.95'],
      [4, '0.05'],
      [3, '0.00'],
      [2, '0.00'],
    ])
    const [doubted = []] = await cascadeOf(facts.slice(1), reader, weighed).nearest([claim])
    expect(reader.asked).toEqual([3])
    expect(doubted.map(({edit: {seq}}) => seq)).toEqual([3, 4, 2])
    expect(doubted[0]).toMatchObject({
      score: fusedWithRead(0.6, 3, reading),
      stages: {cross: 0.6, read: 1 / (1 + Math.exp(-3))},
    })
  })

  it('is not asked of questions, of other edits, or where nothing says how its word weighs', async () => {
    const reader = readerOf([3, 3, 3, 3])
    const weighed = {...plain, claim: {...plain, reading}}
    await cascadeOf(facts, reader, weighed).nearest([question('?')])
    await cascadeOf(edits, reader, weighed).nearest([claim])
    await cascadeOf(facts, reader, {...plain, claim: plain}).nearest([claim])
    expect(reader.asked).toEqual([])
  })

  it('changes nothing where it cannot read', async () => {
    const weighed = {...plain, claim: {...plain, reading}}
    const [[match] = []] = await cascadeOf(facts.slice(2), readerOf([]), weighed).nearest([claim])
    expect(match?.score).toBeCloseTo(0.6, 12)
  })
})
