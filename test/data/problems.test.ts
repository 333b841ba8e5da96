import {createHash} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {manifest, read, records, script, text, type Problem} from './problems.js'

type Make = (seed: number) => Problem[]
interface Writing {
  readonly NAMES: readonly string[]
  readonly VERSION: number
  written(made: readonly Problem[]): string
  described(name: string, made: readonly Problem[], written: string): unknown
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

const {NAMES, VERSION, written, described} = await script<Writing>('manifest.js')

/** Edits and relations that a problem has at least. */
const SIZE: Readonly<Record<string, {edits: number; relations?: number}>> = {
  qa: {edits: 1000, relations: 26},
  'qa-hard': {edits: 1000, relations: 26},
  development: {edits: 200, relations: 20},
  fc: {edits: 500},
  convsent: {edits: 300},
}

describe('the manifest', () => {
  it('lists the problems that have a generator', () => {
    expect(manifest.problems.map(({name}) => name)).toEqual(NAMES)
    expect(manifest.version).toBe(VERSION)
  })
})

describe.each(NAMES)('%s', (name) => {
  const made = records(name)

  it('is what its generator makes of the seed, byte by byte', async () => {
    const {make} = await script<{make: Make}>(`${name}.js`)
    expect(digest(written(make(manifest.seed)))).toBe(digest(read(`data/${name}.jsonl`)))
  })

  it('has the hash and the counts that the manifest gives', () => {
    const entry = manifest.problems.find((problem) => problem.name === name)
    expect(described(name, made, read(`data/${name}.jsonl`))).toEqual(entry)
  })

  it('is large enough to judge by', () => {
    expect(made.length).toBeGreaterThanOrEqual(SIZE[name]?.edits ?? 0)
    expect(new Set(made.map(({relation}) => relation)).size).toBeGreaterThanOrEqual(
      SIZE[name]?.relations ?? 0,
    )
  })

  it('has an id of its own and both sides in each record', () => {
    expect(new Set(made.map(({id}) => id)).size).toBe(made.length)
    expect(made.filter((record) => !record.in.length || !record.out.length)).toEqual([])
  })

  it('has no empty text and no place holder left', () => {
    const all = made.flatMap((record) => [...record.in, ...record.out].map(text))
    expect(all.filter((said) => !said.trim() || /\[[SO]\]|undefined|\{\w+\}/.test(said))).toEqual([])
  })
})

describe.each(['qa', 'qa-hard', 'development', 'fc'])('the queries of %s', (name) => {
  const made = records(name)

  it('have answers for every query in scope', () => {
    const open = made
      .flatMap((record) => record.in)
      .filter((asked) => !asked.answers?.length || asked.answers.some((answer) => !answer))
    expect(open).toEqual([])
  })

  it('are never both in and out of the scope of an edit', () => {
    const both = made.filter((record) =>
      record.out.some((asked) => record.in.some((own) => text(own) === text(asked))),
    )
    expect(both).toEqual([])
  })
})

describe.each(['qa', 'qa-hard', 'development'])('the edits of %s', (name) => {
  const made = records(name)

  it('have a subject each that no other edit has', () => {
    const subjects = new Set(made.map(({subject}) => subject))
    expect(subjects.size).toBe(made.length)
  })

  it('are not what any edit asks or has in scope, where a query is out of scope', () => {
    const inside = new Set(made.flatMap((record) => [record.question ?? '', ...record.in.map(text)]))
    expect(made.flatMap((record) => record.out.map(text)).filter((asked) => inside.has(asked))).toEqual([])
  })

  it('do not repeat their own question in scope', () => {
    expect(made.filter((record) => record.in.some((asked) => text(asked) === record.question))).toEqual([])
  })

  it('have one true and one false claim each, where they have claims', () => {
    const truths = made.map((record) =>
      record.in.filter((asked) => asked.claim).flatMap(({answers}) => answers ?? []),
    )
    expect(truths.filter((pair) => pair.length > 0 && pair.toSorted().join() !== 'False,True')).toEqual([])
  })
})

describe('qa and qa-hard', () => {
  it('have the same edits', () => {
    const edits = (name: string) =>
      records(name).map(({id, relation, subject, question}) => ({id, relation, subject, question}))
    expect(edits('qa')).toEqual(edits('qa-hard'))
  })
})
