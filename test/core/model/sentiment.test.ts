import {mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {openModels, type Models} from '../../../src/core/models.js'
import type {SentimentJudge} from '../../../src/core/model/sentiment.js'

const texts = [
  ['I love trams, they are quiet, quick and a joy to ride.', true],
  ['What a wonderful museum!', true],
  ['Our guide was patient and funny, and we had a perfect day.', true],
  ['I am not disappointed at all: this kettle is excellent.', true],
  ['I hate trams, they are loud, slow and always late.', false],
  ['What a dreadful museum!', false],
  ['Our guide was rude and careless, and the whole day was ruined.', false],
  ['I am not happy with this kettle, it is a waste of money.', false],
] as const

describe('the shipped judge of sentiment', () => {
  let models: Models
  let judge: SentimentJudge
  beforeAll(async () => {
    models = await openModels({
      models: join(import.meta.dirname, '../../../models'),
      cache: mkdtempSync(join(tmpdir(), 'serac-sentiment-')),
    })
    judge = await models.sentiment()
  })
  afterAll(() => models.close())

  it.each(texts)('is sure of "%s": positive is %s', async (text, isPositive) => {
    const positive = await judge.positive(text)
    expect(isPositive ? positive : 1 - positive).toBeGreaterThan(0.8)
  })

  it('gives a text the same bits in any order, alone and side by side', async () => {
    const alone = []
    for (const [text] of texts) alone.push(await judge.positive(text))
    const together = await Promise.all(texts.toReversed().map(async ([text]) => judge.positive(text)))
    expect(together.toReversed()).toEqual(alone)
  })

  it.each([
    ['nothing', ''],
    ['words that it cannot read', '🦊🦊🦊'],
    ['names of special tokens', '[SEP] [CLS]'],
    ['more than it reads', 'dull '.repeat(5_000)],
  ])('gives a probability for %s', async (_, text) => {
    const positive = await judge.positive(text)
    expect(positive).toBeGreaterThanOrEqual(0)
    expect(positive).toBeLessThanOrEqual(1)
  })
})
