import {expect, it} from 'vitest'
import {reader} from '../../../src/core/model/reader.js'
import {edit} from '../../fake/edits.js'
import {fakeGenerator} from '../../fake/generator.js'

const claim = {kind: 'claim', text: 'Ada\nruns it.'} as const

it('asks for the verdict on a claim, and gives the log-odds of one against none', async () => {
  const fact = edit({kind: 'fact', statement: 'Ada  runs it.'})
  const generator = fakeGenerator(() => ' Unknown')
  expect(await reader(generator).read(fact, claim)).toBeCloseTo(Math.log(2) - 9, 5)
  expect(generator.prompts).toEqual(['Fact: Ada runs it.\nClaim: Ada runs it.\nTrue or false:'])
  expect(await reader(fakeGenerator(() => ' False')).read(fact, claim)).toBeCloseTo(9, 3)
})

it('reads nothing that is too long', async () => {
  const generator = fakeGenerator(() => ' True')
  expect(await reader(generator).read(edit({kind: 'fact', statement: 'w '.repeat(900)}), claim)).toBeNull()
  expect(generator.prompts).toEqual([])
})
