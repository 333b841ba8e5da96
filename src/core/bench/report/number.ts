/** What stands where there is no number. */
export const none = '–'

/** A number for people: three decimals below 10, one below 1000, none above. */
export function decimal(value: number, digits?: number): string {
  if (!Number.isFinite(value)) return none
  const size = Math.abs(value)
  const text = value.toFixed(digits ?? (size < 10 ? 3 : size < 1000 ? 1 : 0))
  return Number(text) === 0 ? text.replace('-', '') : text
}

/** A number that somebody chose, in as few digits as say it: `0.4`. */
export function brief(value: number): string {
  return String(Number(value.toFixed(4)))
}

/** `0.913 [0.890, 0.932]`; without the brackets where a bound is missing. */
export function withInterval({value, low, high}: Interval): string {
  if (value === null) return none
  return low === null || high === null
    ? decimal(value)
    : `${decimal(value)} [${decimal(low)}, ${decimal(high)}]`
}

interface Interval {
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

/** `1 gate`, `3 gates`. */
export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}

/** Seconds as people say them: `0.4 s`, `93 s`, `12 min`, `3.4 h`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${decimal(seconds, 1)} s`
  if (seconds < 120) return `${decimal(seconds, 0)} s`
  return seconds < 7200 ? `${decimal(seconds / 60, 0)} min` : `${decimal(seconds / 3600, 1)} h`
}
