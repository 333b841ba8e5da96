import {describe, expect, it} from 'vitest'
import {problemOf} from '../../../src/core/bench/problem.js'
import {runEditor, type RunParts} from '../../../src/core/bench/run.js'
import {componentsOf, errorsOf, metricsOf} from '../../../src/core/bench/summary.js'
import {serac} from '../../../src/core/editor/serac.js'
import {Fault} from '../../../src/core/fault.js'
import {readEdits} from '../../../src/core/format/read.js'
import {baseModel} from '../../../src/core/model/base.js'
import {counterfactual} from '../../../src/core/model/counterfactual.js'
import {greedy} from '../../../src/core/model/model.js'
import {fakeGenerator} from '../../fake/generator.js'
import {fakeScope} from '../../fake/scope.js'

/** Two edits; what each query comes to is written beside it. */
const text = [
  {
    id: 'moon',
    question: 'Who owns the moon?',
    answer: 'Nobody',
    in: [
      {question: 'moon 0.9', answers: ['Nobody'], type: 'rephrase', hard: false}, // right
      {question: 'moon 0.2', answers: ['Nobody'], type: 'rephrase', hard: false}, // scope miss: the base says "base"
      {question: 'moon 0.1 base', answers: ['base'], type: 'rephrase', hard: true}, // missed, but the base is right
      {question: 'mars 0.8', answers: ['Nobody'], type: 'implied', hard: true}, // wrong edit
      {question: 'moon 0.7 twisted', answers: ['Nobody'], type: 'implied', hard: true}, // counterfactual wrong
    ],
    out: [
      {question: 'other 0.1', type: 'random', hard: false}, // unchanged
      {question: 'moon 0.6', type: 'same-subject', hard: true}, // false hit
    ],
  },
  {
    id: 'mars',
    question: 'Who owns Mars?',
    answer: 'Ada',
    in: [{question: 'mars 0.5', answers: ['Ada'], type: 'rephrase', hard: false}], // right, at the threshold
    out: [
      {question: 'mars 0.49', type: 'random', hard: false}, // unchanged, just below
      {question: 'mars 0.9 same as base', type: 'same-subject', hard: true}, // hit, but the answer is the base's own
    ],
  },
]

const jsonl = text.map((record) => JSON.stringify(record)).join('\n')
const {cases} = readEdits(jsonl)
const data = problemOf(cases, {format: 'serac', askItself: false})

/** The first word of a query names the edit, the number its score; the fake models do what the query says. */
function parts(threshold = 0.5): RunParts {
  const base = baseModel(
    fakeGenerator(() => 'base'),
    greedy,
  )
  const answers = fakeGenerator((prompt) => {
    if (prompt.includes('twisted')) return ' Somebody'
    if (prompt.includes('same as base')) return ' base'
    return ` ${/Answer: (.*)\n/.exec(prompt)?.[1]}`
  })
  const inner = counterfactual(answers, greedy)
  const editor = serac({
    openScope: async (edits) =>
      fakeScope(edits, (edit, query) => {
        const [name = '', score] = query.text.split(' ')
        const asked = edit.kind === 'answer' && edit.question.toLowerCase().includes(name)
        return asked ? Number(score) : 0
      }),
    counterfactual: inner,
    threshold,
  })
  return {data, editor, base, k: 2, seed: 1, counterfactual: inner, positive: null}
}

describe('a run', () => {
  it('tells of each query what became of it', async () => {
    const {outcomes, batches, complete} = await runEditor(parts())
    expect({batches, complete}).toEqual({batches: 1, complete: true})
    const told = Object.fromEntries(
      outcomes.map((one) => [one.query.text, [one.value, one.error, one.answer, one.given]]),
    )
    expect(told).toEqual({
      'moon 0.9': [1, null, 'Nobody', 1],
      'moon 0.2': [0, 'scope-miss', 'base', 1],
      'moon 0.1 base': [1, null, 'base', 0],
      'mars 0.8': [0, 'wrong-edit', 'Ada', 1],
      'moon 0.7 twisted': [0, 'counterfactual-wrong', 'Somebody', 0],
      'other 0.1': [0, null, null, null],
      'moon 0.6': [1, 'false-hit', 'Nobody', null],
      'mars 0.5': [1, null, 'Ada', 1],
      'mars 0.49': [0, null, null, null],
      'mars 0.9 same as base': [0, null, 'base', null],
    })
  })

  it('comes to the numbers worked out by hand', async () => {
    const {outcomes} = await runEditor(parts())
    const metrics = metricsOf(outcomes, 'generated', 1)
    const value = (name: string, group: string | null = null): unknown => {
      const found = metrics.find((metric) => metric.name === name && metric.group === group)
      return found && [Number(found.value.toFixed(6)), found.n]
    }
    expect(value('ES')).toEqual([0.5, 6]) // 3 of 6
    expect(value('DD')).toEqual([0.25, 4]) // 1 of 4
    expect(value('ES-DD')).toEqual([0.25, 10])
    expect(value('ES', 'rephrase')).toEqual([0.75, 4])
    expect(value('ES', 'implied')).toEqual([0, 2])
    expect(value('DD', 'same-subject')).toEqual([0.5, 2])
    expect(value('DD', 'random')).toEqual([0, 2])
  })

  it('splits its failures into four kinds that add up to all of them', async () => {
    const {outcomes} = await runEditor(parts())
    const errors = errorsOf(outcomes)
    expect(errors).toEqual({'scope-miss': 1, 'false-hit': 1, 'wrong-edit': 1, 'counterfactual-wrong': 1})
    const failed = outcomes.filter(({side, value}) => (side === 'in' ? value === 0 : value === 1)).length
    expect(Object.values(errors).reduce((sum, count) => sum + count, 0)).toBe(failed)
  })

  it('breaks down into the accuracy of the scope and of the counterfactual model', async () => {
    const {outcomes} = await runEditor(parts())
    const table = componentsOf(outcomes, 'generated').map(({split, scope, counterfactual: given}) => [
      split,
      [scope?.value, scope?.n],
      given && [given.value, given.n],
    ])
    expect(table).toEqual([
      ['in (easy)', [2 / 3, 3], [1, 3]],
      ['in (hard)', [1 / 3, 3], [1 / 3, 3]],
      ['out (easy)', [1, 2], null],
      ['out (hard)', [0, 2], null],
    ])
  })

  it('is the base itself above every score, and all wrong for a threshold of 0', async () => {
    const never = await runEditor(parts(1.1))
    expect(errorsOf(never.outcomes)).toEqual({
      'scope-miss': 5,
      'false-hit': 0,
      'wrong-edit': 0,
      'counterfactual-wrong': 0,
    })
    const always = await runEditor(parts(0))
    expect(errorsOf(always.outcomes)['false-hit']).toBe(3)
    expect(errorsOf(always.outcomes)['scope-miss']).toBe(0)
  })

  it('counts a query that cannot be answered as a failure, and goes on', async () => {
    const {base, ...rest} = parts()
    const inner = rest.counterfactual!
    const counterfactual = {
      ...inner,
      answer: async (...[edit, query, signal]: Parameters<typeof inner.answer>) => {
        if (query.text === 'moon 0.9' || query.text === 'moon 0.6') throw new Fault('bad-input', 'too long')
        return inner.answer(edit, query, signal)
      },
    }
    const editor = serac({
      openScope: async (edits) => fakeScope(edits, (_edit, query) => Number(query.text.split(' ')[1])),
      counterfactual,
      threshold: 0.5,
    })
    const {outcomes, complete} = await runEditor({...rest, base, editor, counterfactual, k: 1})
    expect(complete).toBe(true)
    expect(outcomes.filter(({answer}) => answer === 'no answer: too long')).toMatchObject([
      {query: {text: 'moon 0.9'}, value: 0, error: 'counterfactual-wrong'},
      {query: {text: 'moon 0.6'}, value: 1, error: 'false-hit'},
    ])
  })

  it('gives what was asked until then when it is stopped', async () => {
    const stop = new AbortController()
    const {outcomes, complete} = await runEditor({
      ...parts(),
      signal: stop.signal,
      heard: (done) => done === 4 && stop.abort(),
    })
    expect([outcomes.length, complete]).toEqual([4, false])
  })

  it('gives each query the same outcome whatever is asked beside it, in batches of one or two', async () => {
    const whole = await runEditor(parts())
    const alone = await runEditor({...parts(), k: 1})
    expect(alone.batches).toBe(2)
    const own = (outcomes: typeof whole.outcomes) =>
      outcomes
        .filter(({query}) => query.text !== 'mars 0.8')
        .map((one) => JSON.stringify({...one, nearest: null}))
        .sort()
    expect(own(alone.outcomes)).toEqual(own(whole.outcomes))
  })
})
