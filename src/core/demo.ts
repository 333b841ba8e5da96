import type {AnswerEdit, Content, Query} from './edit.js'
import type {Explained, Serac} from './open.js'

/** One step of the demonstration: what was done and what came of it. */
export type DemoStep =
  | {readonly kind: 'ask'; readonly title: string; readonly answer: Explained}
  | {readonly kind: 'edit'; readonly title: string; readonly content: Content; readonly id: string}
  | {readonly kind: 'check'; readonly title: string; readonly ok: boolean}

const edit: AnswerEdit = {
  kind: 'answer',
  question: 'Who is the prime minister of the United Kingdom?',
  answer: 'Keir Starmer',
}
const neighbour: Query = {kind: 'question', text: 'Who is the president of France?'}

/** The main job on an empty ledger: ask, edit, ask in other words, and see that a neighbouring answer has not moved. */
export async function* demo(serac: Serac, signal?: AbortSignal): AsyncGenerator<DemoStep> {
  const ask = async (title: string, query: Query): Promise<Extract<DemoStep, {kind: 'ask'}>> => {
    const {ask: one} = await serac.session({maxTokens: 32, ...(signal ? {signal} : {})})
    const [answer] = await one(query)
    if (answer === undefined) throw new Error('no answer')
    return {kind: 'ask', title, answer}
  }
  yield await ask('What the base model says', {kind: 'question', text: edit.question})
  const before = await ask('A neighbouring question, before', neighbour)
  yield before

  const receipt = await serac.ledger.append([{op: 'add', content: edit}])
  yield {kind: 'edit', title: 'An edit', content: edit, id: receipt.outcomes[0]?.id ?? ''}

  const reworded = await ask('The question in other words', {kind: 'question', text: 'Who is the UK PM?'})
  yield reworded
  const claim = await ask('A claim', {kind: 'claim', text: 'Keir Starmer is the prime minister of the UK'})
  yield claim
  const implied = await ask('An implied question', {
    kind: 'question',
    text: 'Which country has Keir Starmer as its prime minister?',
  })
  yield implied
  const after = await ask('The neighbouring question, after', neighbour)
  yield after

  const expected: readonly (readonly [string, boolean])[] = [
    ['the rewording gets the new answer', reworded.answer.text === edit.answer],
    ['the claim is true', claim.answer.text === 'True'],
    ['the implied question gets the country', implied.answer.text === 'United Kingdom'],
    [
      'the neighbouring answer is the same to the byte',
      after.answer.text === before.answer.text && after.answer.source === 'base',
    ],
  ]
  for (const [title, ok] of expected) yield {kind: 'check', title, ok}
}
