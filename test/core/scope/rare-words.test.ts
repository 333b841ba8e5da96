import {expect, it} from 'vitest'
import {byRareWords} from '../../../src/core/scope/rare-words.js'
import {answerEdit} from '../../fake/edits.js'

const edits = [
  answerEdit('Who drew the pictures of Blue Harbour?', 'Cécily Harkness', 1),
  answerEdit('Who drew the pictures of Red Harbour?', 'Ann Moss', 2),
  answerEdit('Who runs the mill?', 'Cecily Dorn', 3),
]

it('finds the edit whose answer a question names, the more telling words first', () => {
  const find = byRareWords(edits, 2)
  expect(find('Which book did cecily HARKNESS illustrate?')).toEqual([edits[0]])
  expect(find('Is Red what Harkness painted in the mill by the red sea?')).toEqual([edits[2], edits[1]])
})

it('takes no word that many edits have, and none of two letters', () => {
  const find = byRareWords([...edits, answerEdit('Is it so?', 'no', 4)], 2)
  expect(find('Who drew the pictures at the harbour, is it so?')).toEqual([])
  expect(byRareWords([], 2)('anything at all')).toEqual([])
})

it('takes words of a fiftieth of many edits', () => {
  const many = Array.from({length: 200}, (_, i) =>
    answerEdit(`Who keeps gate ${i + 1000}?`, i < 4 ? 'Ilse' : i < 9 ? 'Omar' : `keeper${i}`, i + 1),
  )
  const find = byRareWords(many, 2)
  expect(find('What does Ilse keep?')).toEqual([many[3], many[2]])
  expect(find('What does Omar keep?')).toEqual([])
})
