import {markup, type Markup} from './markup.js'
import {brief} from './number.js'
import type {Outcome, Run} from './report.js'
import {px} from './svg.js'

const width = 380
const left = 34
const right = width - 12
const bins = 20
/** Height of the larger half. */
const half = 74
const middle = 22 + half

/**
 * The scores of a run: in-scope queries upwards, out-of-scope ones downwards, both on one scale, with the threshold.
 * Heights go with the square root of the number, so that the few on the wrong side of the threshold can be seen.
 */
export function histogram(run: Run, id: string): Markup {
  const above = binned(run.outcomes, 'in')
  const below = binned(run.outcomes, 'out')
  const most = Math.max(1, ...above, ...below)
  const height = (n: number): number => Math.sqrt(n / most) * half
  const base = middle + half
  const said = [summary(run, 'in'), summary(run, 'out')]
  return markup`<svg class="chart" viewBox="0 0 ${width} ${base + 52}" role="img" aria-labelledby="${id}-t ${id}-d">
<title id="${id}-t">Scores at k = ${run.k}</title><desc id="${id}-d">Histograms of beta. ${said.join('. ')}.</desc>
<text x="2" y="12"><tspan class="strong">k = ${run.k}</tspan>  in scope ↑ ${said[0] ?? ''}</text>
${grid(most, height)}
<path class="fill tone0" d="${bars(above, (n) => -height(n))}"/><path class="fill tone1" d="${bars(below, height)}"/>
<path class="axis" d="M${left} ${middle}H${right}"/>${threshold(run.threshold)}
${[0, 0.2, 0.4, 0.6, 0.8, 1].map((beta) => markup`<text class="mid" x="${px(place(beta))}" y="${base + 17}">${beta.toFixed(1)}</text>`)}
<text x="2" y="${base + 36}">out of scope ↓ ${said[1] ?? ''}</text><text class="end" x="${right}" y="${base + 36}">beta</text></svg>
`
}

/** Whether anything can be drawn: a run whose editor scores nothing has no histogram. */
export function hasScores({outcomes}: Run): boolean {
  return outcomes.some(({beta}) => beta !== null)
}

function binned(outcomes: readonly Outcome[], side: Outcome['side']): readonly number[] {
  const counts = Array.from({length: bins}, () => 0)
  for (const {beta, side: of} of outcomes) {
    if (of !== side || beta === null) continue
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(beta * bins)))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

/** `228 of 240 at or above 0.4`. */
function summary({outcomes, threshold: at}: Run, side: Outcome['side']): string {
  const scores = outcomes.flatMap(({beta, side: of}) => (of === side && beta !== null ? [beta] : []))
  const unscored = outcomes.filter(({beta, side: of}) => of === side && beta === null).length
  const told =
    at === null
      ? `${scores.length}`
      : `${scores.filter((beta) => beta >= at).length} of ${scores.length} at or above ${brief(at)}`
  return unscored === 0 ? told : `${told}, ${unscored} without a score`
}

function grid(most: number, height: (n: number) => number): readonly Markup[] {
  const counts = [most, niceBelow(most / 4)].filter((n, i, all) => n >= 1 && all.indexOf(n) === i)
  return counts.flatMap((n) =>
    [-height(n), height(n)].map((away) => {
      const y = px(middle + away)
      return markup`<path class="grid" d="M${left} ${y}H${right}"/><text class="end" x="${left - 5}" y="${px(y + 4)}">${n}</text>`
    }),
  )
}

function bars(counts: readonly number[], rise: (n: number) => number): string {
  const wide = (right - left) / bins
  return counts
    .map((n, i) =>
      n === 0 ? '' : `M${px(left + i * wide + 1)} ${middle}v${px(rise(n))}h${px(wide - 2)}V${middle}z`,
    )
    .join('')
}

function threshold(at: number | null): Markup {
  if (at === null) return markup``
  const x = px(place(at))
  return markup`<path class="threshold" d="M${x} 20V${middle + half + 4}"><title>threshold ${brief(at)}</title></path>`
}

function place(beta: number): number {
  return left + beta * (right - left)
}

/** The greatest 1, 2 or 5 times a power of ten that is not above `n`. */
function niceBelow(n: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, n)))
  return power * ([5, 2].find((factor) => factor * power <= n) ?? 1)
}
