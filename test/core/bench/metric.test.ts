import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {
  bootstrap,
  divergence,
  matches,
  mean,
  median,
  normalised,
  sentimentSuccess,
  share,
  signTest,
} from '../../../src/core/bench/metric.js'

describe('normalisation', () => {
  it.each([
    ['The United Kingdom.', 'united kingdom'],
    ['  an   Apple, a day ', 'apple day'],
    ['ＡＢＣ №5', 'abc no5'],
    ['“Città di Castello”', 'città di castello'],
    ['A.', 'a'],
    ['Séan', 'séan'],
    ['a the', 'a the'],
    ['!?', '!?'],
    ['v4.12.0-rc.3', 'v4120rc3'],
  ])('%j is compared as %j', (text, wanted) => {
    expect(normalised(text)).toBe(wanted)
  })

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), (text) => normalised(normalised(text)) === normalised(text)),
    )
  })

  it('matches any of the wanted answers and nothing more', () => {
    expect(matches('the Prague.', ['Brno', 'Prague'])).toBe(true)
    expect(matches('Prague Castle', ['Brno', 'Prague'])).toBe(false)
    expect(matches('', [])).toBe(false)
  })
})

// Each number here was worked out on paper, from the formula named.
describe('by hand', () => {
  it("Wilson's interval of 8 of 10", () => {
    // p = .8, z = 1.96: middle (.8 + .19207) / 1.38415 = .71674, half 1.96 sqrt(.016 + .0096036) / 1.38415 = .22658
    const {value, low, high, n} = share(8, 10)
    expect([value, n]).toEqual([0.8, 10])
    expect(low).toBeCloseTo(0.4902, 3)
    expect(high).toBeCloseTo(0.9433, 3)
  })

  it('equation 6: right -1, wrong -3, base right -0.5', () => {
    // z_sent = 1 / (1 + e^-2) = .8808; z_topic = e^-.5 = .6065; product .5342
    const {sent, topic, es} = sentimentSuccess(-1, -3, -0.5)
    expect(sent).toBeCloseTo(0.8808, 4)
    expect(topic).toBeCloseTo(0.6065, 4)
    expect(es).toBeCloseTo(0.5342, 4)
    // More likely than under the base: z_topic stops at 1.
    expect(sentimentSuccess(-1, -1, -2)).toEqual({sent: 0.5, topic: 1, es: 0.5})
  })

  it('equation 7: KL of (1/2, 1/2) from (3/4, 1/4), and of the same', () => {
    // 1/2 ln((1/2)/(3/4)) + 1/2 ln((1/2)/(1/4)) = (ln(2/3) + ln 2) / 2 = .1438
    const base = Float32Array.of(0, 0)
    const edited = Float32Array.of(Math.log(3), 0)
    expect(divergence([base], [edited])).toBeCloseTo(0.1438, 4)
    expect(divergence([base, base], [edited, base])).toBeCloseTo(0.0719, 4)
    expect(divergence([edited, base], [base])).toBe(0)
    expect(divergence([], [])).toBe(0)
  })

  it('the sign test', () => {
    // 5 worse, 1 better: P(X >= 5 of 6) = (6 + 1) / 64
    expect(signTest(5, 1)).toBeCloseTo(7 / 64, 10)
    expect(signTest(0, 0)).toBe(1)
    expect(signTest(3, 3)).toBeCloseTo(42 / 64, 10)
    // 2 ** -n is 0 from 1,075 on: the normal tail at (700 - .5 - 600) / sqrt(300) = 5.744, 4.6e-9
    expect(signTest(700, 500)).toBeCloseTo(4.6e-9, 9)
  })

  it('median and mean', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).toEqual([2, 2.5, 7])
    expect(mean([[1, 0], [1]])).toBeCloseTo(2 / 3, 10)
  })
})

describe('intervals', () => {
  it('hold the share, and narrow with n', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({min: 1, max: 500}), (a, n) => {
        const hits = Math.min(a, n)
        const {value, low, high} = share(hits, n)
        expect(low).toBeLessThanOrEqual(value + 1e-12)
        expect(high).toBeGreaterThanOrEqual(value - 1e-12)
        const wider = share(hits * 4, n * 4)
        expect(wider.high - wider.low).toBeLessThan(high - low)
      }),
    )
  })

  it('of nothing say that nothing is known', () => {
    expect(share(0, 0)).toEqual({value: Number.NaN, n: 0, low: 0, high: 1, interval: 'wilson'})
  })

  it('by the bootstrap are the same for the same seed, and hold the mean', () => {
    const clusters = Array.from({length: 40}, (_, i) => [i % 2, i % 3 === 0 ? 1 : 0])
    const first = bootstrap(clusters, mean, 80, 7)
    expect(bootstrap(clusters, mean, 80, 7)).toEqual(first)
    expect(first.low).toBeLessThan(first.value)
    expect(first.high).toBeGreaterThan(first.value)
    // The standard error of the mean of 40 clusters with this spread is about .052: 1.96 of it on each side.
    expect(first.high - first.low).toBeGreaterThan(0.15)
    expect(first.high - first.low).toBeLessThan(0.27)
  })
})
