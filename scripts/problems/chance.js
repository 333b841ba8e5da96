/**
 * Chance that a seed determines (mulberry32). Name each use of it, as `chance(seed, 'qa')`: what one generator draws
 * then never moves another.
 */
export function chance(seed, name = '') {
  let state =
    [...name].reduce(
      (hash, letter) => Math.imul(hash ^ letter.codePointAt(0), 0x01000193),
      seed ^ 0x811c9dc5,
    ) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  /** A whole number from `low` to `high`, both included. */
  const whole = (low, high) => low + Math.floor(next() * (high - low + 1))
  const pick = (list) => list[whole(0, list.length - 1)]
  /** A new list in another order. */
  const shuffled = (list) => {
    const mixed = [...list]
    for (let i = mixed.length - 1; i > 0; i--) {
      const j = whole(0, i)
      ;[mixed[i], mixed[j]] = [mixed[j], mixed[i]]
    }
    return mixed
  }
  return {next, whole, pick, shuffled, some: (list, count) => shuffled(list).slice(0, count)}
}
