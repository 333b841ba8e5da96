import {errorKinds, errorNames, failures, type Group} from './group.js'
import {markup, type Markup} from './markup.js'
import type {Run} from './report.js'
import {px} from './svg.js'

const width = 380
const left = 56
const row = 28
/** A digit of the numbers in the bars. */
const digit = 7

/** One bar a run, all on one scale: its failed queries by what went wrong; a number that has no room is in the table. */
export function errorBars({title, runs}: Group, id: string): Markup {
  const most = Math.max(1, ...runs.map(failures))
  const totals = runs.map((run) => `${failures(run)} of ${run.outcomes.length}`)
  const right = width - 14 - digit * Math.max(...totals.map((text) => text.length))
  const bars = runs.map((run, i) => {
    const y = i * row + 4
    const ends = right === left ? left : left + (failures(run) / most) * (right - left)
    return markup`<text class="end" x="${left - 8}" y="${y + 15}">k = ${run.k}</text>${segments(run, y, (right - left) / most)}<text x="${px(ends + 8)}" y="${y + 15}">${totals[i] ?? ''}</text>
`
  })
  return markup`<svg class="chart" viewBox="0 0 ${width} ${runs.length * row + 4}" role="img" aria-labelledby="${id}-t ${id}-d">
<title id="${id}-t">Failed queries: ${title}</title><desc id="${id}-d">${runs.map(described).join('. ')}.</desc>
${bars}</svg>
`
}

/** The same numbers as a table, its head the legend of the bars. */
export function errorTable({runs}: Group): Markup {
  const head = errorKinds.map(
    (kind, i) =>
      markup`<th class="num" scope="col"><span class="key tone${i}"></span>${errorNames[kind].replace('counter', 'counter\u00AD')}</th>`,
  )
  const body = runs.map(
    (run) =>
      markup`<tr><th class="num" scope="row">${run.k}</th>${errorKinds.map((kind) => markup`<td class="num">${run.errors[kind]}</td>`)}</tr>
`,
  )
  return markup`<div class="scroll"><table><thead><tr><th class="num" scope="col">k</th>${head}</tr></thead>
<tbody>${body}</tbody></table></div>
`
}

function segments(run: Run, y: number, unit: number): readonly Markup[] {
  let x = left
  return errorKinds.map((kind, i) => {
    const n = run.errors[kind]
    const from = x
    const wide = n * unit
    x += wide
    if (n === 0) return markup``
    const fits = wide >= digit * String(n).length + 6
    const number = fits
      ? markup`<text class="mid on" x="${px(from + wide / 2)}" y="${y + 15}">${n}</text>`
      : markup``
    return markup`<path class="fill tone${i} part" d="M${px(from)} ${y}h${px(wide)}v20h${px(-wide)}z"><title>${errorNames[kind]}: ${n}</title></path>${number}`
  })
}

function described(run: Run): string {
  const parts = errorKinds.map((kind) => `${errorNames[kind]} ${run.errors[kind]}`)
  return `k = ${run.k}: ${failures(run)} of ${run.outcomes.length} queries failed: ${parts.join(', ')}`
}
