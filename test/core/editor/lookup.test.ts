import {expect, it} from 'vitest'
import type {Edit} from '../../../src/core/edit.js'
import {distanceOfScore, lookup, scoreOfDistance} from '../../../src/core/editor/lookup.js'
import {promptedBase, retrievePrompt} from '../../../src/core/editor/retrieve-prompt.js'
import {baseModel} from '../../../src/core/model/base.js'
import {greedy} from '../../../src/core/model/model.js'
import {answerEdit, edit, question} from '../../fake/edits.js'
import {fakeGenerator} from '../../fake/generator.js'
import {fakeScope} from '../../fake/scope.js'

/** A base model whose hidden state is the number in the text, on a line. */
const base = fakeGenerator((prompt) => (/-?\d+/.exec(prompt)?.[0] ?? '0').concat(',0'))
const near = answerEdit('at 0', 'zero', 1)
const far = answerEdit('at 10', 'ten', 2)

it('a score and a distance say the same', () => {
  expect([scoreOfDistance(0), scoreOfDistance(3)]).toEqual([1, 0.25])
  expect(distanceOfScore(scoreOfDistance(2.75))).toBeCloseTo(2.75, 10)
})

it('LU gives the stored answer of the nearest hidden state within delta, and the base elsewhere', async () => {
  const editor = lookup(base.hidden.bind(base), scoreOfDistance(3))
  const model = await editor.edit(baseModel(base, greedy), [near, far])
  const found = await model.answer(['at 2', 'at 8', 'at 5', 'at 3'].map(question))
  expect(found.map(({text, source, beta}) => [text, source, beta])).toEqual([
    ['zero', 'edit', 1 / 3],
    ['ten', 'edit', 1 / 3],
    ['5,0', 'base', 1 / 6],
    ['zero', 'edit', 0.25],
  ])
})

it('LU stores True for a statement, as a claim wants it', async () => {
  const fact = edit({kind: 'fact', statement: 'at 4'})
  const model = await lookup(base.hidden.bind(base), 0.5).edit(baseModel(base, greedy), [fact])
  expect((await model.answer([{kind: 'claim', text: 'at 4'}]))[0]).toMatchObject({
    text: 'True',
    edit: fact.id,
  })
})

it('RP asks the base model with the edit in its prompt, one line, where the scope hits', async () => {
  const generator = fakeGenerator((prompt) => ` [${prompt.split('\n')[1]}]`)
  const parts = {openScope: async (edits: readonly Edit[]) => fakeScope(edits, () => 0.9), threshold: 0.5}
  const model = await retrievePrompt(parts, promptedBase(generator, greedy)).edit(baseModel(base, greedy), [
    near,
  ])
  const [answer] = await model.answer([question('what?')])
  expect(answer).toMatchObject({text: '[Answer: zero]', source: 'edit', edit: near.id})
  expect(generator.decodings[0]).toMatchObject({oneLine: true})
})
