import {describe, expect, it} from 'vitest'
import {sharesWord} from '../../../src/core/bench/probe-group.js'
import {problemOf, withOtherPages} from '../../../src/core/bench/problem.js'
import {batchesOf, fewerQueries, shuffled} from '../../../src/core/bench/sample.js'
import {readEdits} from '../../../src/core/format/read.js'

const read = (records: unknown, askItself = true) => {
  const {format, cases} = readEdits(JSON.stringify(records))
  return problemOf(cases, {format, askItself})
}
const rows = ({records}: ReturnType<typeof read>) =>
  records.flatMap(({queries}) =>
    queries.map(({side, group, query, wanted}) => [side, group, query.text, ...wanted].join(' | ')),
  )

describe('the queries of a public layout', () => {
  it('zsRE', () => {
    const record = {
      src: 'Who made X?',
      alt: 'A',
      rephrase: 'X was made by',
      loc: 'nq question: who',
      loc_ans: 'B',
    }
    expect(rows(read([record]))).toEqual([
      'in | edit | Who made X? | A',
      'in | rephrase | X was made by | A',
      'out | locality | who',
    ])
  })

  it('CounterFact, nested and flat', () => {
    const nested = {
      requested_rewrite: {prompt: '{} is in', subject: 'X', target_new: {str: 'A'}, target_true: {str: 'B'}},
      paraphrase_prompts: ['Rain. X lies in'],
      neighborhood_prompts: ['Y is in'],
    }
    const flat = {
      case_id: 1,
      prompt: 'X is in',
      target_new: 'A',
      rephrase_prompt: 'Rain. X lies in',
      locality_prompt: 'Y is in',
      locality_ground_truth: 'B',
    }
    const wanted = [
      'in | edit | X is in | A',
      'in | rephrase | Rain. X lies in | A',
      'out | neighborhood | Y is in',
    ]
    expect(rows(read([nested]))).toEqual(wanted)
    expect(rows(read([flat]))).toEqual(wanted)
  })

  it('KnowEdit, each group by its own name; a locality prompt that may ask for the edit apart', () => {
    const record = {
      subject: 'X',
      prompt: 'Who was X directed by?',
      target_new: 'A',
      portability: {
        Reasoning: [{prompt: 'Where was the director of X born?', ground_truth: [['P', 'Q']]}],
        Subject_Aliasing: [{prompt: 'Who directed Ex?', ground_truth: []}],
      },
      locality: {
        Relation_Specificity: [
          {prompt: 'The director of X is', ground_truth: 'B'},
          {prompt: 'X was published in', ground_truth: 'C'},
        ],
      },
    }
    const found = read([record])
    expect(rows(found)).toEqual([
      'in | edit | Who was X directed by? | A',
      'in | portability: Reasoning | Where was the director of X born? | P | Q',
      'out | locality: Relation_Specificity, shares a word with the edit | The director of X is',
      'out | locality: Relation_Specificity | X was published in',
    ])
    expect(found.notes).toEqual(['1 queries left out: the file gives no answer'])
  })

  it('VitaminC: one record an evidence, open claims out of scope, and claims of other pages', () => {
    const lines = [
      {claim: 'c1', evidence: 'E', label: 'SUPPORTS', page: 'P'},
      {claim: 'c2', evidence: 'E', label: 'REFUTES', page: 'P'},
      {claim: 'c3', evidence: 'E', label: 'NOT ENOUGH INFO', page: 'P'},
      {claim: 'd1', evidence: 'F', label: 'SUPPORTS', page: 'Q'},
    ]
    const {format, cases} = readEdits(lines.map((line) => JSON.stringify(line)).join('\n'))
    const data = problemOf(cases, {format, askItself: false})
    let turn = 0
    const full = withOtherPages(data, ['P', 'Q'], (below) => turn++ % below, 1)
    expect(rows(full)).toEqual([
      'in | supports | c1 | True',
      'in | refutes | c2 | False',
      'out | same page | c3',
      'out | other page | d1',
      'in | supports | d1 | True',
      'out | other page | c1',
    ])
  })

  it('leaves the later of two answers to one question out, and says so', () => {
    const records = [
      {src: 'Who made X?', alt: 'A'},
      {src: 'who made x', alt: 'B'},
    ]
    const {records: kept, notes} = read(records)
    expect([kept.length, notes]).toEqual([
      1,
      ['1 records left out: another answer to the question of an earlier one'],
    ])
  })

  it('refuses two records of one id', () => {
    const twins = ['a', 'b'].map((word) =>
      JSON.stringify({id: '1', question: word, answer: word, in: [word], out: ['c']}),
    )
    const {cases} = readEdits(twins.join('\n'))
    expect(() => problemOf(cases, {format: 'serac', askItself: false})).toThrow('the id "1" stands twice')
  })

  it('takes the answer of the edit for a plain test question of our own layout', () => {
    expect(rows(read({question: 'q', answer: 'a', in: ['q2'], out: ['q3']}, false))).toEqual([
      'in | in | q2 | a',
      'out | out | q3',
    ])
  })
})

it.each([
  ['The director of X is', 'Who was X directed by?', true],
  ['X was published in', 'Who was X directed by?', false],
  ['What is the name of the founder of X?', 'What is the name of the city of X?', false],
])('%j and %j share a word: %s', (a, b, shares) => {
  expect(sharesWord(a, b, 'X')).toBe(shares)
})

describe('a sample', () => {
  const record = (id: string, inside: readonly string[], outside: readonly string[]) => ({
    question: `question ${id}`,
    answer: id,
    id,
    in: inside.map((type, i) => ({question: `${id} in ${i}`, answers: [id], type})),
    out: outside.map((type, i) => ({question: type === 'clash' ? 'question b' : `${id} out ${i}`, type})),
  })
  const lines = ['a', 'b', 'c', 'd'].map((id) =>
    JSON.stringify(record(id, ['r', 'r', 's', 't'], id === 'a' ? ['clash', 'x'] : ['x', 'y'])),
  )
  const {cases} = readEdits(lines.join('\n'))
  const {records} = problemOf(cases, {format: 'serac', askItself: false})

  it('of queries is the same for a seed, and has the kinds as evenly as it can', () => {
    const some = fewerQueries(records, 1, 3)
    expect(fewerQueries(records, 1, 3)).toEqual(some)
    const kinds = some.flatMap(({queries}) =>
      queries.filter(({side}) => side === 'in').map(({group}) => group),
    )
    expect(kinds.toSorted()).toEqual(expect.arrayContaining(['r', 's', 't']))
    expect(kinds).toHaveLength(4)
    expect(fewerQueries(records, null, 3)).toBe(records)
  })

  it('of batches holds every record once, and asks no query out of scope that a neighbour decides', () => {
    for (const k of [1, 2, 3, 4, 9]) {
      const batches = batchesOf(records, {k, seed: 5})
      expect(batches.flatMap((batch) => batch.records.map(({id}) => id)).toSorted()).toEqual([
        'a',
        'b',
        'c',
        'd',
      ])
      for (const {records: together, asked} of batches) {
        const live = together.map(({id}) => id)
        const clash = asked.some(({query}) => query.group === 'clash')
        expect(clash && live.includes('b')).toBe(false)
      }
    }
    const whole = batchesOf(records, {k: 4, seed: 5})[0]?.asked ?? []
    expect(whole).toHaveLength(4 * 6 - 1)
    expect(batchesOf(records, {k: 4, seed: 5})[0]?.leftOut).toBe(1)
    expect(batchesOf(records, {k: 4, seed: 5, all: true})[0]?.asked).toHaveLength(4 * 6)
    // What is decided does not depend on how many queries are asked.
    const few = batchesOf(fewerQueries(records, 1, 5), {k: 4, seed: 5})[0]?.asked ?? []
    expect(few.some(({query}) => query.group === 'clash')).toBe(false)
  })

  it('of batches asks nothing that two live edits decide differently', () => {
    const claims = ['True', 'False'].map((label, i) =>
      JSON.stringify({fact: `evidence ${i}`, in: [{claim: 'c', answers: [label]}], out: [`o ${i}`]}),
    )
    const data = problemOf(readEdits(claims.join('\n')).cases, {format: 'serac', askItself: false})
    const sides = (k: number) =>
      batchesOf(data.records, {k, seed: 1}).flatMap(({asked}) => asked.map(({query}) => query.side))
    expect(sides(1)).toEqual(['in', 'out', 'in', 'out'])
    expect(sides(2)).toEqual(['out', 'out'])
  })

  it('keeps the order for a null seed', () => {
    expect(batchesOf(records, {k: 3, seed: null}).map((batch) => batch.records.map(({id}) => id))).toEqual([
      ['a', 'b', 'c'],
      ['d'],
    ])
  })

  it('is another order for another seed, of the same things', () => {
    const list = Array.from({length: 30}, (_, i) => i)
    expect(shuffled(list, 1)).not.toEqual(shuffled(list, 2))
    expect(shuffled(list, 1).toSorted((a, b) => a - b)).toEqual(list)
  })
})
