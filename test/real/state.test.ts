import {expect, it} from 'vitest'
import {random} from '../../src/core/model/sampling.js'
import {editId} from '../../src/core/edit.js'
import {digest} from '../../src/core/ledger/state.js'
import type {Change} from '../../src/core/ledger/ledger.js'
import {answerOf, ask, openShipped, question, timeless} from './serac.js'

const towns = ['Kaldor', 'Morwick', 'Osthaven', 'Talmouth', 'Verstad', 'Wenburg']
const names = ['Ada Brenn', 'Bruno Castell', 'Chloé Dorval', 'Dmitri Eklund']
const asking = (town: string): string => `Who is the mayor of ${town}?`
const wordings = [
  asking,
  ...[
    'is the name of the mayor of',
    'is the population of',
    'can I see in',
    'is the oldest bridge in',
    'is the way to',
  ].flatMap((middle) =>
    ['What', 'Tell me, what'].map((start) => (town: string) => `${start} ${middle} ${town}?`),
  ),
]
/** SERAC_QUESTIONS=300 asks more. */
const asked = wordings
  .flatMap((wording) =>
    [
      ...towns,
      ...['Paris', 'Lima', 'Oslo', 'Kyoto'].flatMap((town) =>
        ['', 'old ', 'new ', 'the port of ', 'the city of ', 'greater '].map((kind) => kind + town),
      ),
    ].map(wording),
  )
  .slice(0, Number(process.env['SERAC_QUESTIONS'] ?? 12))
  .map(question)

/** Additions that conflict with each other, removals, restores and re-additions, each legal after the ones before it. */
function changes(count: number, seed: number): Change[] {
  const u = random(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(u() * list.length)]!
  const seen: string[] = []
  return Array.from({length: count}, (): Change => {
    const roll = u()
    if (seen.length > 0 && roll < 0.25) return {op: 'remove', id: pick(seen)}
    if (seen.length > 0 && roll < 0.4) return {op: 'restore', id: pick(seen)}
    const content = answerOf(asking(pick(towns)), pick(names))
    seen.push(editId(content))
    return {op: 'add', content}
  })
}

/** Cuts a list into groups of random size, in order. */
function groups<T>(list: readonly T[], seed: number): T[][] {
  const u = random(seed)
  const cut: T[][] = []
  for (let at = 0; at < list.length;) {
    const size = 1 + Math.floor(u() * 20)
    cut.push(list.slice(at, at + size))
    at += size
  }
  return cut
}

it('gives the same digest and the same answers for changes one by one, in groups and as one batch', async () => {
  const list = changes(200, 11)
  const ways = [list.map((change) => [change]), groups(list, 3), [list]]
  const seen = []
  for (const way of ways) {
    const serac = await openShipped()
    for (const group of way) await serac.ledger.append(group)
    const answers = await ask(serac, asked, {maxTokens: 6})
    seen.push({
      digest: digest(await serac.state()),
      answers: answers.map(timeless).map(({text, source, edit, beta}) => ({text, source, edit, beta})),
    })
    await serac.close()
  }
  expect(seen[1]).toEqual(seen[0])
  expect(seen[2]).toEqual(seen[0])
  expect(seen[0]?.answers.some(({source}) => source === 'edit')).toBe(true)
}, 900_000)

it('answers an older state as it was, and never from an edit that is no longer valid', async () => {
  const serac = await openShipped()
  const [first, second] = [
    answerOf(asking('Kaldor'), 'Ada Brenn'),
    answerOf(asking('Kaldor'), 'Bruno Castell'),
  ]
  await serac.ledger.append([{op: 'add', content: first}])
  await serac.ledger.append([{op: 'add', content: second}])
  const old = answerOf(asking('Morwick'), 'Chloé Dorval')
  await serac.ledger.append([{op: 'add', content: old, notes: {validUntil: '2020-01-01T00:00:00Z'}}])
  const query = [question(asking('Kaldor'))]
  expect((await ask(serac, query))[0]?.text).toBe('Bruno Castell')
  expect((await ask(serac, query, {at: 1}))[0]?.text).toBe('Ada Brenn')
  expect((await ask(serac, query, {at: 0}))[0]?.source).toBe('base')
  expect((await ask(serac, [question(asking('Morwick'))]))[0]?.source).toBe('base')
  await serac.close()
})
