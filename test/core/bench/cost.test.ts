import {expect, it} from 'vitest'
import {costTable, measureCost, measureGrowth} from '../../../src/core/bench/cost.js'
import {serac} from '../../../src/core/editor/serac.js'
import {baseModel} from '../../../src/core/model/base.js'
import {counterfactual} from '../../../src/core/model/counterfactual.js'
import {greedy} from '../../../src/core/model/model.js'
import {answerEdit, question} from '../../fake/edits.js'
import {fakeGenerator} from '../../fake/generator.js'
import {fakeScope} from '../../fake/scope.js'

/** A clock that only moves when a model works: 5 ms a base answer, 2 ms a counterfactual one, 1 ms a look at the scope. */
function world() {
  let [now, resident] = [0, 100]
  const works = (ms: number, bytes: number) =>
    fakeGenerator(() => {
      now += ms
      resident = Math.max(resident, bytes)
      return 'x'
    })
  const openScope = async (edits: Parameters<typeof fakeScope>[0]) =>
    fakeScope(edits, (_edit, query) => {
      now += 1
      return query.text.startsWith('in') ? 1 : 0
    })
  return {
    meter: {clock: () => now, resident: () => resident},
    base: baseModel(works(5, 200), greedy),
    editor: serac({openScope, counterfactual: counterfactual(works(2, 300), greedy), threshold: 0.5}),
    openScope,
  }
}

it('times each way by itself, and only questions that go that way', async () => {
  const {meter, base, editor} = world()
  const cost = await measureCost(
    {
      problem: 'qa',
      base,
      editor,
      edits: [answerEdit('q', 'a')],
      inside: ['in 1', 'in 2', 'missed'].map(question),
      outside: ['out 1', 'in by mistake', 'out 3'].map(question),
    },
    meter,
  )
  // The fake scope is asked twice an edit: for the score and its stage.
  expect(cost).toEqual({
    problem: 'qa',
    ms: {base: [5, 5, 5], out: [7, 7], in: [4, 4]},
    resident: {base: 200, out: 200, in: 300},
  })
  const [row] = costTable([cost], []).rows
  expect(row?.cells.map(({value}) => value)).toEqual([5, 7, 4, 0.0002, 0.0002, 0.0003])
})

it('times the scope alone as edits grow, the first question not counted', async () => {
  const {meter, openScope} = world()
  const edits = Array.from({length: 4}, (_, i) => answerEdit(`q${i}`, 'a', i + 1))
  const points = await measureGrowth(
    async (count) => openScope(edits.slice(0, count)),
    [1, 4],
    ['a', 'b', 'c'].map(question),
    meter,
  )
  expect(points).toEqual([
    {x: 1, y: 2, low: 2, high: 2},
    {x: 4, y: 8, low: 8, high: 8},
  ])
})
