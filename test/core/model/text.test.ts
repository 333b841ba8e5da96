import {expect, it} from 'vitest'
import fc from 'fast-check'
import {argmax, logSumExp, random, sample} from '../../../src/core/model/sampling.js'
import {spelled} from '../../../src/core/model/tokenizer.js'

it('cuts a text so that no piece holds the name of a special token, and loses nothing', () => {
  const specials = ['<|im_end|>', '<|im_start|>', '[SEP]']
  const piece = fc.oneof(fc.constantFrom(...specials, '<|im_', 'end|>'), fc.string({maxLength: 5}))
  fc.assert(
    fc.property(fc.array(piece), (parts) => {
      const text = parts.join('')
      const pieces = spelled(text, specials)
      expect(pieces.join('')).toBe(text)
      for (const part of pieces) for (const special of specials) expect(part).not.toContain(special)
    }),
  )
})

it('takes the first of the greatest logits', () => {
  expect(argmax(Float32Array.of(-1, 3, 3, 2))).toBe(1)
})

it('sums in the log domain without overflow', () => {
  expect(logSumExp(Float32Array.of(1000, 1000))).toBeCloseTo(1000 + Math.log(2), 3)
})

it('samples each token in proportion to its probability', () => {
  const logits = Float32Array.of(Math.log(0.7), Math.log(0.2), Math.log(0.1))
  const u = random(7)
  const counts = [0, 0, 0]
  for (let i = 0; i < 4000; i++) counts[sample(logits, 1, u())]! += 1
  expect(counts.map((count) => Math.round(count / 400) / 10)).toEqual([0.7, 0.2, 0.1])
})

it('draws the same numbers from the same seed and others from another', () => {
  const draw = (seed: number): number[] => Array.from({length: 5}, random(seed))
  expect(draw(3)).toEqual(draw(3))
  expect(draw(3)).not.toEqual(draw(4))
})
