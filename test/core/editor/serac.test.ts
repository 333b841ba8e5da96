import {expect, it} from 'vitest'
import {serac} from '../../../src/core/editor/serac.js'
import {baseModel} from '../../../src/core/model/base.js'
import {counterfactual} from '../../../src/core/model/counterfactual.js'
import {greedy} from '../../../src/core/model/model.js'
import {answerEdit, question} from '../../fake/edits.js'
import {fakeGenerator} from '../../fake/generator.js'
import {fakeScope} from '../../fake/scope.js'

const moon = answerEdit('Who owns the moon?', 'Nobody', 1)
const mars = answerEdit('Who owns Mars?', 'Ada', 2)

function edited(scores: Record<string, number>, edits = [moon, mars]) {
  const base = fakeGenerator(() => 'base says')
  const other = fakeGenerator((prompt) => ` from <${prompt.split('\n').slice(0, 2).join(' / ')}>`)
  const editor = serac({
    openScope: async (live) => fakeScope(live, (edit) => scores[edit.id] ?? 0),
    counterfactual: counterfactual(other, greedy),
    threshold: 0.5,
    applies: (edit) => edit.notes.validUntil === undefined,
  })
  return {base, other, model: editor.edit(baseModel(base, greedy), edits)}
}

it('answers from the best edit at beta = 0.5 and above', async () => {
  const {model, base} = edited({[moon.id]: 0.5, [mars.id]: 0.49})
  const [answer] = await (await model).answer([question('moon?')])
  expect(answer).toEqual({
    text: 'from <Fact: Who owns the moon? / Answer: Nobody>',
    source: 'edit',
    edit: moon.id,
    beta: 0.5,
    nearest: [
      {edit: moon, score: 0.5, stages: {embed: 0.5}},
      {edit: mars, score: 0.49, stages: {embed: 0.49}},
    ],
  })
  expect(base.prompts).toEqual([])
})

it('leaves the base answer untouched below the threshold, without asking the counterfactual model', async () => {
  const {model, other} = edited({[moon.id]: 0.4999})
  const [answer] = await (await model).answer([question('moon?')])
  expect(answer).toMatchObject({text: 'base says', source: 'base', edit: null, beta: 0.4999})
  expect(other.prompts).toEqual([])
})

it('leaves a question to the base when the score is no number', async () => {
  const {model} = edited({[moon.id]: Number.NaN, [mars.id]: Number.NaN})
  expect((await (await model).answer([question('?')]))[0]).toMatchObject({source: 'base', edit: null})
})

it('prefers the newest edit between equal scores', async () => {
  const {model} = edited({[moon.id]: 0.8, [mars.id]: 0.8})
  expect((await (await model).answer([question('?')]))[0]?.edit).toBe(mars.id)
})

it('is the base itself when there is no edit', async () => {
  const {model} = edited({}, [])
  expect((await (await model).answer([question('?')]))[0]).toEqual({
    text: 'base says',
    source: 'base',
    edit: null,
    beta: null,
    nearest: [],
  })
})

it('never cuts an in-scope answer shorter than the edit', async () => {
  const long = answerEdit('Recite', Array.from({length: 200}, (_, i) => `w${i}`).join(' '))
  const {model, other} = edited({[long.id]: 1}, [long])
  await (await model).answer([question('Recite')])
  expect(other.decodings[0]?.maxTokens).toBeGreaterThan(200)
})

it('judges a claim by the likelier of True and False', async () => {
  const generator = fakeGenerator(() => ' False')
  const answer = await counterfactual(generator, greedy).answer(moon, {
    kind: 'claim',
    text: 'Ada owns the moon',
  })
  expect(answer).toBe('False')
})

it('shows the model an answer of several lines as one line, and gives the lines back', async () => {
  const lines = answerEdit('Motto?', 'First ⏎ we dig.\nThen we build.\n\nEnd.')
  const generator = fakeGenerator((prompt) => ` ${/Answer: (.*)\n/.exec(prompt)?.[1]}`)
  const text = await counterfactual(generator, greedy).answer(lines, question('Motto?'))
  expect(generator.prompts[0]).toContain('Answer: First ⏎ we dig.¶Then we build.¶¶End.\nQuestion:')
  expect(text).toBe('First ⏎ we dig.\nThen we build.\n\nEnd.')
})
