import {expect, it} from 'vitest'
import {decoder} from '../../../src/core/model/decoder.js'
import {roleGraphs} from '../../../src/core/model/graphs.js'
import {greedy} from '../../../src/core/model/model.js'
import type {Tokenizer} from '../../../src/core/model/tokenizer.js'
import {once} from '../../../src/core/once.js'
import {fakeGraph} from '../../fake/graph.js'

const stop = 9
/** Digits are tokens. */
const tokenizer: Tokenizer = {
  encode: (text) => text.split('').map(Number),
  decode: (ids) => ids.join(''),
  special: () => stop,
}
const options = {cache: {layers: 2, heads: 1, width: 2}, vocabulary: 10, context: 12, stop}

function counting() {
  const graph = fakeGraph(10, (last) => last + 1)
  const generator = decoder({
    options,
    tokenizer: async () => tokenizer,
    lease: async () => ({graph, feeds: {}, release: () => undefined}),
  })
  return {graph, generator}
}

it('goes on until the stop token, feeding the prompt once and then one token a step', async () => {
  const {graph, generator} = counting()
  expect(await generator.generate(['345'], greedy)).toBe('678')
  expect(
    graph.fed.map((feeds) => [feeds['input_ids']?.dims[1], feeds['past_key_values.1.value']?.dims]),
  ).toEqual([
    [3, [1, 1, 0, 2]],
    [1, [1, 1, 3, 2]],
    [1, [1, 1, 4, 2]],
    [1, [1, 1, 5, 2]],
  ])
})

it('gives an empty reply when the model stops at once', async () => {
  expect(await counting().generator.generate(['8'], greedy)).toBe('')
})

it('stops at maxTokens and at the end of its context, and refuses a prompt that leaves no room', async () => {
  const {generator} = counting()
  expect(await generator.generate(['1'], {...greedy, maxTokens: 2})).toBe('23')
  expect(await generator.generate(['1111111111'], greedy)).toBe('23')
  await expect(generator.generate(['111111111111'], greedy)).rejects.toMatchObject({code: 'bad-input'})
})

it('scores a continuation by the likelihood of each of its tokens, and runs the prompt once for single tokens', async () => {
  const {graph, generator} = counting()
  const [likely = 0, unlikely = 0] = await generator.score(['12'], ['3', '7'])
  expect(graph.fed.length).toBe(1)
  expect(likely - unlikely).toBeCloseTo(10, 4)
  const [longer = 0] = await generator.score(['12'], ['345'])
  expect(longer).toBeCloseTo(3 * likely, 4)
})

it('loads one graph for one role, and for both roles keeps the adapted one alone', async () => {
  const [base, adapted] = [fakeGraph(10, (n) => n), fakeGraph(10, (n) => n)]
  const opened: string[] = []
  const graphs = roleGraphs({
    base: async () => (opened.push('base'), base),
    counterfactual: async () => (opened.push('counterfactual'), adapted),
  })
  const first = await graphs.lease('base')
  expect(first).toMatchObject({graph: base, feeds: {}})
  const second = await graphs.lease('counterfactual')
  expect([...((second.feeds['adapter_scale']?.data ?? []) as Float32Array)]).toEqual([1])
  expect(base.closed()).toBe(false)
  first.release()
  await new Promise((resolve) => setImmediate(resolve))
  expect(base.closed()).toBe(true)
  const third = await graphs.lease('base')
  expect(third.graph).toBe(adapted)
  expect([...((third.feeds['adapter_scale']?.data ?? []) as Float32Array)]).toEqual([0])
  expect(opened).toEqual(['base', 'counterfactual'])
  await graphs.close()
  expect(adapted.closed()).toBe(true)
})

it('opens once for all users, and tries again after a failure', async () => {
  let calls = 0
  const resource = once(async () => {
    calls += 1
    if (calls === 1) throw new Error('not yet')
    return calls
  })
  await expect(Promise.all([resource(), resource()])).rejects.toThrow('not yet')
  expect(await Promise.all([resource(), resource()])).toEqual([2, 2])
})
