import {logSumExp, random} from '../model/sampling.js'
import type {Metric} from './report/report.js'

/** A number with its 95 % interval. */
export type Estimate = Pick<Metric, 'value' | 'n' | 'low' | 'high' | 'interval'>

/** Quantile of the normal distribution for a two-sided 95 % interval. */
const z = 1.959964

/**
 * The form in which answers are compared: NFKC, lower case, without articles, punctuation and extra space
 * (SQuAD's normalisation, with Unicode letters and punctuation). What would leave nothing is not taken away.
 */
export function normalised(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase()
  const words = spaced(plain.replace(/\p{P}/gu, ''))
  const bare = spaced(words.replace(/(?<![\p{L}\p{N}])(a|an|the)(?![\p{L}\p{N}])/gu, ' '))
  return bare || words || spaced(plain)
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Whether the answer is one of those wanted, after normalisation (paper, equation 4). */
export function matches(answer: string, wanted: readonly string[]): boolean {
  const said = normalised(answer)
  return wanted.some((text) => normalised(text) === said)
}

/** Share of `hits` among `n` with Wilson's interval; of nothing it is NaN, between 0 and 1. */
export function share(hits: number, n: number): Estimate {
  if (n === 0) return {value: Number.NaN, n, low: 0, high: 1, interval: 'wilson'}
  const p = hits / n
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n)
  return {value: p, n, low: Math.max(0, middle - half), high: Math.min(1, middle + half), interval: 'wilson'}
}

/** What a number rests on: the values of one edit's queries, which are not independent of each other. */
export type Cluster = readonly number[]

/** Draws of the bootstrap. */
const draws = 1000

/**
 * A statistic of clusters with its percentile interval by the bootstrap, whole clusters drawn with replacement.
 * `n` counts values, not clusters.
 */
export function bootstrap<C>(
  clusters: readonly C[],
  statistic: (drawn: readonly C[]) => number,
  n: number,
  seed: number,
): Estimate {
  const value = statistic(clusters)
  if (clusters.length === 0) return {value, n, low: Number.NaN, high: Number.NaN, interval: 'bootstrap'}
  const u = random(seed)
  // A draw without one of the sides has no statistic.
  const found = Array.from({length: draws}, () =>
    statistic(clusters.map(() => clusters[Math.floor(u() * clusters.length)] as C)),
  )
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const at = (q: number): number => found[Math.round(q * (found.length - 1))] ?? value
  return {value, n, low: at(0.025), high: at(0.975), interval: 'bootstrap'}
}

/** The mean of all values of some clusters. */
export function mean(clusters: readonly Cluster[]): number {
  let [sum, n] = [0, 0]
  for (const cluster of clusters) {
    for (const value of cluster) sum += value
    n += cluster.length
  }
  return sum / n
}

/** The middle value, the mean of both for an even number; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[sorted.length % 2 === 0 ? half - 1 : half],
    sorted[half],
  ]
  return (low + high) / 2
}

/**
 * Equation 6 of the paper: z_sent * z_topic, from average log-likelihoods per token of the edited model on replies of
 * the right and the wrong sentiment, and of the base model on the right ones.
 */
export function sentimentSuccess(
  right: number,
  wrong: number,
  baseRight: number,
): {sent: number; topic: number; es: number} {
  const sent = 1 / (1 + Math.exp(wrong - right))
  const topic = Math.min(1, Math.exp(right - baseRight))
  return {sent, topic, es: sent * topic}
}

/**
 * KL(base || edited) in nats, averaged over positions (equation 7), from the logits of both at each position.
 * Where one list is longer, positions are counted from the end.
 */
export function divergence(base: readonly Float32Array[], edited: readonly Float32Array[]): number {
  const length = Math.min(base.length, edited.length)
  let sum = 0
  for (let i = 1; i <= length; i++) sum += klOf(base.at(-i) ?? empty, edited.at(-i) ?? empty)
  return length === 0 ? 0 : sum / length
}

const empty = new Float32Array(0)

function klOf(p: Float32Array, q: Float32Array): number {
  const [zp, zq] = [logSumExp(p), logSumExp(q)]
  let sum = 0
  for (let i = 0; i < p.length; i++) {
    const lp = (p[i] ?? 0) - zp
    sum += Math.exp(lp) * (lp - (q[i] ?? 0) + zq)
  }
  return Math.max(0, sum)
}

/**
 * One-sided exact sign test on paired outcomes: the chance of at least `worse` of `worse + better` changes going
 * for the worse when both ways are equally likely (McNemar's test). 1 where nothing changed.
 */
export function signTest(worse: number, better: number): number {
  const n = worse + better
  let [term, tail] = [0.5 ** n, 0]
  // 0.5 ** n is 0 for large n: there the normal approximation is as good.
  if (term === 0) return normalTail((worse - 0.5 - n / 2) / Math.sqrt(n / 4))
  for (let k = 0; k <= n; k++) {
    if (k >= worse) tail += term
    term = (term * (n - k)) / (k + 1)
  }
  return Math.min(1, tail)
}

/** P(Z >= x) of the standard normal distribution (Abramowitz and Stegun 26.2.17), good to 1e-7. */
function normalTail(x: number): number {
  if (x < 0) return 1 - normalTail(-x)
  const t = 1 / (1 + 0.2316419 * x)
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * poly
}
