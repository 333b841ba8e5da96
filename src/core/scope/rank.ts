import type {Match} from './scope.js'

/** Best first; of equal scores the newest edit first. */
export function ranked(matches: readonly Match[]): Match[] {
  return [...matches].sort((a, b) => b.score - a.score || b.edit.seq - a.edit.seq)
}

/** g = exp(-|a - b|^2), in [0, 1] (paper section 3). */
export function gaussian(a: Float32Array, b: Float32Array): number {
  let squared = 0
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    squared += difference * difference
  }
  return Math.exp(-squared)
}
