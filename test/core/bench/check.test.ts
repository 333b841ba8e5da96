import {expect, it} from 'vitest'
import {baseAgain, sequenceIsBatch, untouchedIsBase} from '../../../src/core/bench/check.js'
import {problemOf} from '../../../src/core/bench/problem.js'
import type {Outcome} from '../../../src/core/bench/report/report.js'
import type {Editor} from '../../../src/core/editor/editor.js'
import {readEdits} from '../../../src/core/format/read.js'
import {modelOf, type Model} from '../../../src/core/model/model.js'
import {fakeReport} from '../../fake/report.js'

const lines = Array.from({length: 12}, (_, i) =>
  JSON.stringify({question: `q${i}`, answer: `a${i}`, in: [`in ${i}`], out: [`out ${i}`]}),
)
const {records} = problemOf(readEdits(lines.join('\n')).cases, {format: 'serac', askItself: false})

const says = (text: (query: string) => string): Model =>
  modelOf(async (query) => ({
    source: 'base',
    edit: null,
    beta: null,
    nearest: [],
    speak: async () => text(query.text),
    likelihood: null,
  }))

it('sequence and batch give one state and one set of answers', async () => {
  const editor: Editor = {
    name: 'e',
    edit: async (_base, edits) => says((query) => `${query} of ${edits.length}`),
  }
  const check = await sequenceIsBatch(
    records,
    editor,
    says((query) => query),
    1,
  )
  expect(check).toMatchObject({passed: true, detail: expect.stringContaining('6 of 6 give the state digest')})
})

it('an editor that remembers what it was given before fails the check', async () => {
  let calls = 0
  const editor: Editor = {name: 'e', edit: async () => says((query) => `${query} ${calls++}`)}
  const check = await sequenceIsBatch(
    records,
    editor,
    says((query) => query),
    1,
  )
  expect(check).toMatchObject({passed: false, detail: expect.stringContaining('0 of 6 all its')})
})

it('a base whose kept answers are not its own fails the check', async () => {
  const used = (base: string | null): Outcome => ({
    ...fakeReport(4).runs[0]!.outcomes[0]!,
    query: {kind: 'question', text: 'q'},
    base,
  })
  const fresh = says((query) => query)
  expect(await baseAgain([used('q'), used(null)], fresh, 1)).toMatchObject({passed: true})
  expect(await baseAgain([used('q'), used('stale')], fresh, 1)).toMatchObject({
    passed: false,
    detail: '1 of 2 are the same as those the runs used',
  })
  expect(await baseAgain([used(null)], fresh, 1)).toMatchObject({
    passed: true,
    detail: 'the runs needed none',
  })
})

it('an editor that touches what is out of scope fails the check', async () => {
  const base = says((query) => query)
  const through: Editor = {name: 'e', edit: async (model) => model}
  expect(await untouchedIsBase(records, through, base, 1)).toMatchObject({
    passed: true,
    detail: expect.stringContaining('3 of 3'),
  })
  const shouts: Editor = {name: 'e', edit: async () => says((query) => query.toUpperCase())}
  expect(await untouchedIsBase(records, shouts, base, 1)).toMatchObject({passed: false})
})
