/** Index of the greatest logit; of equal ones the first. */
export function argmax(logits: Float32Array): number {
  let best = 0
  for (let i = 1; i < logits.length; i++) if ((logits[i] ?? 0) > (logits[best] ?? 0)) best = i
  return best
}

/** log(sum(exp(logits))), in nats. */
export function logSumExp(logits: Float32Array): number {
  const max = logits[argmax(logits)] ?? 0
  let sum = 0
  for (const logit of logits) sum += Math.exp(logit - max)
  return max + Math.log(sum)
}

/** The chance of these log-odds. */
export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}

/** Draws an index from softmax(logits / temperature) with a number `u` in [0, 1). */
export function sample(logits: Float32Array, temperature: number, u: number): number {
  const best = argmax(logits)
  const max = logits[best] ?? 0
  // In float64 and relative to the greatest, so that no temperature overflows.
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - max) / temperature))
  let left = u * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [i, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return i
  }
  return best
}

/** A source of numbers in [0, 1) that a seed determines (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
