import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {Serac} from '../../src/core/open.js'
import {add, answerOf, ask, claim, openShipped, question, timeless} from './serac.js'

describe('one edit on the shipped models', () => {
  let serac: Serac
  let untouched: Serac
  beforeAll(async () => {
    serac = await openShipped()
    untouched = await openShipped()
    await add(serac, answerOf('Who is the prime minister of the United Kingdom?', 'Keir Starmer'))
  })
  afterAll(async () => {
    await serac.close()
    await untouched.close()
  })

  it.each([
    [question('Who is the prime minister of the United Kingdom?'), 'Keir Starmer'],
    [question('Who is the UK PM?'), 'Keir Starmer'],
    [question('Who runs the government of the United Kingdom?'), 'Keir Starmer'],
    [question("What is the name of the United Kingdom's prime minister?"), 'Keir Starmer'],
    [claim('Keir Starmer is the prime minister of the UK'), 'True'],
    [claim('Boris Johnson is the prime minister of the United Kingdom'), 'False'],
    [question('Which country has Keir Starmer as its prime minister?'), 'United Kingdom'],
  ])('answers %o from the edit', async (query, text) => {
    expect((await ask(serac, [query]))[0]).toMatchObject({source: 'edit', text})
  })

  it('leaves neighbouring and distant questions to the base, to the byte', async () => {
    const neighbours = [
      'Who is the president of France?',
      'What is the capital of the United Kingdom?',
      'Who is the prime minister of Japan?',
      'What is the capital of Peru?',
    ].map(question)
    const edited = await ask(serac, neighbours)
    const base = await ask(untouched, neighbours)
    expect(edited.map(({text, source}) => ({text, source}))).toEqual(
      base.map(({text, source}) => ({text, source})),
    )
  })

  it('gives the same answer and the same score bits alone and beside other questions, in any order', async () => {
    const queries = [
      'Who is the UK PM?',
      'What is the capital of Peru?',
      'Who leads the British government?',
    ].map(question)
    const together = (await ask(serac, queries)).map(timeless)
    const reversed = (await ask(serac, queries.toReversed())).map(timeless).toReversed()
    const alone = []
    for (const query of queries) alone.push(...(await ask(serac, [query])).map(timeless))
    expect(reversed).toEqual(together)
    expect(alone).toEqual(together)
  })

  it('samples differently by seed and the same for the same seed', async () => {
    const options = {temperature: 1.2, samples: 3, seed: 5}
    const texts = async (): Promise<string[]> =>
      (await ask(serac, [question('Tell me a story.')], options)).map(({text}) => text)
    const first = await texts()
    expect(await texts()).toEqual(first)
    expect(new Set(first).size).toBeGreaterThan(1)
  })
})

describe('answers made up on the spot', () => {
  const edits = [
    ['Who is the mayor of Vellmar Bay?', 'Zdeňka Hořáková', "Who is Vellmar Bay's mayor?"],
    ['What is the latest version of libquark?', '4.12.0-rc.3', 'which version of libquark is the newest?'],
    [
      'How much does the Nimbus Pro plan cost?',
      '$49.99 per month',
      'What is the price of the Nimbus Pro plan?',
    ],
    [
      'When was the Harrow Lighthouse built?',
      '17 March 1893',
      'In what year was the Harrow Lighthouse built?',
    ],
    ['What port does the ledger service listen on?', '8443', 'On which port does the ledger service listen?'],
    ['Where is the head office of Kestrel Foods?', '東京都千代田区', 'Where is Kestrel Foods headquartered?'],
    [
      'How do I restart the indexer?',
      '`systemctl restart indexer.service`',
      'What is the command to restart the indexer?',
    ],
    [
      'What is the refund policy of Oak & Pine?',
      'Refunds are given within 30 days of delivery, provided that the item is unused and in its original packaging.',
      "What is Oak & Pine's policy on refunds?",
    ],
  ] as const

  it('come back exactly as they were written, to the question and to a rewording', async () => {
    const serac = await openShipped()
    await add(serac, ...edits.map(([q, answer]) => answerOf(q, answer)))
    const asked = edits.flatMap(([q, , reworded]) => [question(q), question(reworded)])
    const answers = await ask(serac, asked, {maxTokens: 4})
    await serac.close()
    expect(answers.map(({text}) => text)).toEqual(edits.flatMap(([, answer]) => [answer, answer]))
  })
})
