import type {Edit, Query} from '../../../src/core/edit.js'
import {lookup} from '../../../src/core/editor/lookup.js'
import {promptedBase, retrievePrompt} from '../../../src/core/editor/retrieve-prompt.js'
import {serac} from '../../../src/core/editor/serac.js'
import {counterfactual} from '../../../src/core/model/counterfactual.js'
import {greedy} from '../../../src/core/model/model.js'
import {editorContract} from '../../contract/editor.js'
import {fakeGenerator} from '../../fake/generator.js'
import {fakeScope} from '../../fake/scope.js'

const place = (text: string): number => Number(/\d+/.exec(text)?.[0])
const openScope = async (edits: readonly Edit[]) =>
  fakeScope(edits, (edit: Edit, query: Query) =>
    edit.kind === 'answer' ? 1 / (1 + Math.abs(place(edit.question) - place(query.text))) : 0,
  )
const generator = fakeGenerator((prompt) => ` from ${prompt.length}`)
const onALine = fakeGenerator((prompt) => `${place(prompt.replaceAll(/<[^>]*>/g, ''))},0`)

editorContract('serac', () =>
  serac({openScope, counterfactual: counterfactual(generator, greedy), threshold: 0.3}),
)
editorContract('rp', () => retrievePrompt({openScope, threshold: 0.3}, promptedBase(generator, greedy)))
editorContract('lu', () => lookup(onALine.hidden, 0.3))
editorContract('none', () => ({name: 'none', edit: async (base) => base}))
