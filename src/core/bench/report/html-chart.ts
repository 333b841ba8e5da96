import {clipped, markup, type Markup} from './markup.js'
import {decimal, withInterval} from './number.js'
import type {Figure} from './exhibit.js'
import {linear, logarithmic, type Scale} from './scale.js'
import {apart, linePath, marker, px, tones} from './svg.js'

const width = 380
const top = 26
/** Between the axis and the names of the curves. */
const gutter = 22
const lineHeight = 15

type Series = Figure['series'][number]

/** One curve as it is drawn. */
interface Curve {
  readonly name: string
  readonly tone: number
  readonly places: readonly {x: number; y: number; low: number; high: number; said: string}[]
}

/** The room for the curves, and its axes. */
interface Frame {
  readonly x: Scale
  readonly y: Scale
  readonly left: number
  readonly right: number
  readonly bottom: number
}

/**
 * A line chart with 95 % intervals: x on a log axis where all x are above 0, each curve with a tone and a marker of its
 * own and its name at its end. Points with the same x stand a little aside, so that their intervals can all be seen.
 */
export function lineChart(figure: Figure, id: string): Markup {
  const series = figure.series
    .map(({label, points}) => ({label, points: points.filter(({x, y}) => Number.isFinite(x + y))}))
    .filter(({points}) => points.length > 0)
  const frame = frameOf(series)
  const curves = series.map((one, i) => curveOf(one, i, series.length, frame))
  return markup`<svg class="chart" viewBox="0 0 ${width} ${frame.bottom + 40}" role="img" aria-labelledby="${id}-t ${id}-d">
<title id="${id}-t">${figure.title}</title><desc id="${id}-d">${described(figure)}</desc>
${axes(figure, frame)}${curves.map(drawn)}${names(curves, frame)}</svg>
`
}

function frameOf(series: readonly Series[]): Frame {
  const longest = Math.max(0, ...series.map(({label}) => shortened(label).length))
  const right = width - gutter - longest * 6.1
  const bottom = top + Math.max(190, series.length * lineHeight)
  const points = series.flatMap((one) => one.points)
  const y = linear(
    points.flatMap((point) => [point.y, point.low, point.high]),
    bottom,
    top,
  )
  const left = 16 + 6.4 * Math.max(...y.ticks.map(({label}) => label.length))
  const xs = points.map(({x}) => x)
  const ends = [left + 18, right - 14] as const
  const x = xs.every((one) => one > 0) ? logarithmic(xs, ...ends) : linear(xs, ...ends)
  return {x, y, left, right, bottom}
}

function curveOf({label, points}: Series, tone: number, of: number, {x, y}: Frame): Curve {
  const shift = (tone - (of - 1) / 2) * Math.min(5, 20 / of)
  const places = [...points]
    .sort((a, b) => a.x - b.x)
    .map((point) => ({
      x: x.at(point.x) + shift,
      y: y.at(point.y),
      low: y.at(point.low),
      high: y.at(point.high),
      said: `${label}, ${point.x}: ${withInterval({...point, value: point.y})}`,
    }))
  return {name: shortened(label), tone, places}
}

function axes(figure: Figure, {x, y, left, right, bottom}: Frame): Markup {
  const across = y.ticks.map(({value, label}) => {
    const at = px(y.at(value))
    return markup`<path class="${value === 0 ? 'zero' : 'grid'}" d="M${px(left)} ${at}H${px(right)}"/><text class="end" x="${px(left - 6)}" y="${px(at + 4)}">${label}</text>`
  })
  const along = x.ticks.map(({value, label}) => {
    const at = px(x.at(value))
    return markup`<path class="axis" d="M${at} ${bottom}v4"/><text class="mid" x="${at}" y="${bottom + 17}">${label}</text>`
  })
  return markup`<text x="2" y="12">${figure.y}</text>${across}<path class="axis" d="M${px(left)} ${bottom}H${px(right)}"/>${along}<text class="mid" x="${px((left + right) / 2)}" y="${bottom + 34}">${figure.x}</text>
`
}

function drawn({tone, places}: Curve): Markup {
  const bars = places.map(({x, low, high}) => {
    const at = px(x)
    return `M${px(at - 3)} ${px(low)}h6M${px(at - 3)} ${px(high)}h6M${at} ${px(low)}V${px(high)}`
  })
  const marks = places.map(
    (place) => markup`<path class="mark" d="${marker(tone, place)}"><title>${place.said}</title></path>`,
  )
  return markup`<g class="tone${tone % tones}"><path class="bars" d="${bars.join('')}"/><path class="line" d="${linePath(places)}"/>${marks}</g>
`
}

/** The names at the ends of the curves, moved apart where they would touch, each tied to its curve. */
function names(curves: readonly Curve[], {right, bottom}: Frame): readonly Markup[] {
  const ends = curves.map(({places}) => places.at(-1) ?? {x: right, y: bottom})
  const heights = apart(
    ends.map(({y}) => y),
    lineHeight,
    bottom,
  )
  return curves.map(({name, tone}, i) => {
    const end = ends[i] ?? {x: right, y: bottom}
    const y = heights[i] ?? end.y
    const tie = linePath([
      {x: end.x + 6, y: end.y},
      {x: Math.max(right + 6, end.x + 8), y},
    ])
    return markup`<path class="tie tone${tone % tones}" d="${tie}"/><text x="${px(right + 10)}" y="${px(y + 4)}">${name}</text>
`
  })
}

function shortened(label: string): string {
  return clipped(label, 20)
}

function described({x, y, series}: Figure): string {
  const curves = series.map(
    ({label, points}) => `${label}: ${points.map((one) => `${one.x} → ${decimal(one.y)}`).join(', ')}`,
  )
  return `Lines of ${y} against ${x} with 95 % intervals. ${curves.join('. ')}.`
}
