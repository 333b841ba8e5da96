/** From values to places on one axis of a chart. */
export interface Scale {
  at(value: number): number
  readonly ticks: readonly Tick[]
}

export interface Tick {
  readonly value: number
  readonly label: string
}

/** Ends and ticks that are 1, 2 or 5 times a power of ten apart; the axis begins and ends on a tick. */
export function linear(values: readonly number[], from: number, to: number, wanted = 5): Scale {
  const [least, most] = spread(values)
  const step = niceStep((most - least) / wanted)
  const first = Math.floor(least / step + 1e-9)
  const last = Math.ceil(most / step - 1e-9)
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const ticks = Array.from({length: last - first + 1}, (_, i) => {
    const value = Number(((first + i) * step).toFixed(digits))
    return {value, label: value.toFixed(digits).replace('-', '−')}
  })
  const low = first * step
  return {at: (value) => from + ((value - low) / ((last - first) * step)) * (to - from), ticks}
}

/** Ticks at the values themselves, as far as their labels have room; all values must be above 0. */
export function logarithmic(values: readonly number[], from: number, to: number): Scale {
  const sorted = [...new Set(values)].sort((a, b) => a - b)
  const low = Math.log(sorted[0] ?? 1)
  const high = Math.log(sorted.at(-1) ?? 1)
  const at = (value: number): number =>
    high === low ? (from + to) / 2 : from + ((Math.log(value) - low) / (high - low)) * (to - from)
  return {at, ticks: apart(sorted, at)}
}

/** The values whose labels do not touch; the first and the last one always stay. */
function apart(sorted: readonly number[], at: (value: number) => number): readonly Tick[] {
  const kept: number[] = []
  for (const [i, value] of sorted.entries()) {
    const isLast = i === sorted.length - 1
    while (isLast && kept.length > 1 && at(value) - at(kept.at(-1) ?? value) < room(value)) kept.pop()
    const previous = kept.at(-1)
    if (previous === undefined || isLast || at(value) - at(previous) >= room(value)) kept.push(value)
  }
  return kept.map((value) => ({value, label: String(value)}))
}

function room(value: number): number {
  return 12 + 7 * String(value).length
}

function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const factor = [1, 2, 5, 10].find((one) => one * power >= raw * (1 - 1e-9)) ?? 10
  return factor * power
}

/** The least and the greatest value, never the same. */
function spread(values: readonly number[]): readonly [number, number] {
  const finite = values.filter((value) => Number.isFinite(value))
  if (finite.length === 0) return [0, 1]
  const least = finite.reduce((a, b) => Math.min(a, b))
  const most = finite.reduce((a, b) => Math.max(a, b))
  if (most - least > 1e-9) return [least, most]
  const margin = Math.max(Math.abs(most) * 0.05, 0.05)
  return most === 1 ? [1 - margin, 1] : [least - margin, most + margin]
}
