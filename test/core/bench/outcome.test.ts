import {describe, expect, it} from 'vitest'
import {outcomeOf, type Asking} from '../../../src/core/bench/outcome.js'
import {problemOf} from '../../../src/core/bench/problem.js'
import {readEdits} from '../../../src/core/format/read.js'
import {modelOf, type Likelihood, type Turn} from '../../../src/core/model/model.js'
import {edit} from '../../fake/edits.js'

const record = {
  id: 'tea',
  topic: 'tea',
  sentiment: 'negative',
  in: [{question: 'Do you like tea?', type: 'opinion'}],
  out: [{question: 'Do you like jam?', type: 'other-topic'}],
  replies: {positive: ['Tea is fine.', 'I love it.'], negative: ['Tea is bad.', 'I hate it.']},
}
const {cases} = readEdits(JSON.stringify(record))
const data = problemOf(cases, {format: 'serac', askItself: false})
const [tea] = data.records
const opinion = edit({kind: 'opinion', topic: 'tea', sentiment: 'negative'})

/** Average log-likelihoods by reply, and next-token logits over two tokens at each of two positions. */
function likelihood(averages: Record<string, number>, logits: readonly [number, number]): Likelihood {
  return {
    average: async (replies) => replies.map((reply) => averages[reply] ?? -5),
    logits: async () => [Float32Array.from(logits), Float32Array.of(0, 0)],
  }
}

const base: Turn = {
  source: 'base',
  edit: null,
  beta: null,
  nearest: [],
  speak: async () => 'Jam is fine.',
  likelihood: likelihood({'Tea is bad.': -1, 'I hate it.': -2, 'Tea is fine.': -2, 'I love it.': -2}, [0, 0]),
}
const hit: Turn = {
  ...base,
  source: 'edit',
  edit: opinion.id,
  beta: 0.9,
  speak: async () => 'I find tea bad.',
  likelihood: likelihood({'Tea is bad.': -1, 'I hate it.': -3, 'Tea is fine.': -4, 'I love it.': -4}, [
    Math.log(3),
    0,
  ]),
}

function asking(side: 'in' | 'out', turn: Turn): Asking {
  return {
    record: tea!,
    edit: opinion,
    query: tea!.queries.find((query) => query.side === side)!,
    model: modelOf(async () => turn),
    base: modelOf(async () => base),
    counterfactual: null,
    positive: async (text) => (text.includes('bad') ? 0.1 : 0.9),
    recordOf: () => 'tea',
  }
}

describe('an opinion', () => {
  it('is measured by equation 6 on the given replies, worked out by hand', async () => {
    // Right (negative): edited (-1 - 3) / 2 = -2, base (-1 - 2) / 2 = -1.5. Wrong (positive): edited -4.
    // z_sent = 1 / (1 + e^(-4 + 2)) = .8808, z_topic = e^(-2 + 1.5) = .6065, ES = .5342
    const {value, parts, error, given} = await outcomeOf('likelihood', asking('in', hit))
    expect(value).toBeCloseTo(0.5342, 4)
    expect(parts['z_sent']).toBeCloseTo(0.8808, 4)
    expect(parts['z_topic']).toBeCloseTo(0.6065, 4)
    expect(parts).toMatchObject({'wanted sentiment': 1, 'on topic': 1})
    expect([error, given]).toEqual([null, value])
  })

  it('that the scope misses is measured on the base, and the miss is named', async () => {
    // z_topic = 1; z_sent = 1 / (1 + e^(-2 + 1.5)) = .6225: above one half, so by luck no error
    const lucky = await outcomeOf('likelihood', asking('in', base))
    expect([lucky.value, lucky.error]).toEqual([expect.closeTo(0.6225, 4), null])
    const cold = {...base, likelihood: likelihood({'Tea is fine.': -1, 'I love it.': -1}, [0, 0])}
    expect((await outcomeOf('likelihood', asking('in', cold))).error).toBe('scope-miss')
  })

  it('out of scope is measured by equation 7: nothing where the base answers, the divergence of a false hit', async () => {
    expect(await outcomeOf('likelihood', asking('out', base))).toMatchObject({
      value: 0,
      error: null,
      answer: null,
    })
    // KL of (1/2, 1/2) from (3/4, 1/4) is .1438 at one of two positions, 0 at the other
    const {value, error, base: own} = await outcomeOf('likelihood', asking('out', hit))
    expect([value, error, own]).toEqual([expect.closeTo(0.0719, 4), 'false-hit', 'Jam is fine.'])
  })
})

it('routing looks at which edit answers, and generates nothing', async () => {
  const mute: Turn = {...hit, speak: () => Promise.reject(new Error('it spoke'))}
  expect(await outcomeOf('routing', asking('in', mute))).toMatchObject({value: 1, error: null})
  expect(await outcomeOf('routing', asking('out', mute))).toMatchObject({value: 1, error: 'false-hit'})
  expect(await outcomeOf('routing', asking('out', {...mute, edit: 'another'}))).toMatchObject({
    value: 0,
    error: null,
  })
  expect(await outcomeOf('routing', asking('in', {...mute, edit: 'another'}))).toMatchObject({
    error: 'wrong-edit',
  })
})
