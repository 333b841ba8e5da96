import {markup, type Markup} from './markup.js'
import {decimal} from './number.js'
import type {Cell, Table} from './exhibit.js'
import {reasons, wordsFor, type Rows} from './table.js'

/** A table in a box of its own that scrolls; columns of numbers stand to the right. */
export function rowsTable({head, rows}: Rows): Markup {
  const numeric = head.map((_, i) => rows.every((cells) => isNumber(cells[i] ?? '')))
  const long = head.map((_, i) => rows.some((cells) => (cells[i] ?? '').length > 40))
  const align = (i: number): string => (numeric[i] === true ? 'num' : long[i] === true ? 'long' : 'txt')
  return markup`<div class="scroll"><table><thead><tr>${head.map((name, i) => markup`<th class="${align(i)}" scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    (cells) => markup`<tr>${cells.map((cell, i) => markup`<td class="${align(i)}">${worded(cell)}</td>`)}</tr>
`,
  )}</tbody></table></div>
`
}

/** A table of the paper: our number with its interval, the paper's below it, and below the table why a number is missing. */
export function paperTable(table: Table): Markup {
  const {columns, rows, notes} = table
  const below = [...reasons(table).map((reason, i) => `[${i + 1}] ${reason}`), ...notes]
  return markup`<div class="scroll"><table class="paper"><thead><tr><th></th>${columns.map((name) => markup`<th class="num" scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({
      label,
      cells,
    }) => markup`<tr><th scope="row">${label}</th>${cells.map((cell) => paperCell(table, cell))}</tr>
`,
  )}</tbody></table></div>
${below.map((note) => markup`<p class="note">${note}</p>`)}`
}

function paperCell(table: Table, cell: Cell): Markup {
  const {value, low, high, paper} = cell
  const range = low === null || high === null ? '' : `${decimal(low)}–${decimal(high)}`
  const ours =
    value === null
      ? markup`<span class="faint">${wordsFor(table, cell).join(' ')}</span>`
      : markup`<b>${decimal(value)}</b> <span class="range">${range}</span>`
  const theirs = paper === null ? '' : markup`<span class="theirs">paper ${decimal(paper)}</span>`
  return markup`<td class="num">${ours}${theirs}</td>`
}

/** The words of a verdict stand out; a number's interval steps back. */
function worded(cell: string): Markup | string {
  if (cell === 'passed' || cell === 'FAILED')
    return markup`<span class="${cell.toLowerCase()}">${cell}</span>`
  const [, value, range] = /^(\S+) (\[[-\d.]+, [-\d.]+\])$/.exec(cell) ?? []
  return value === undefined || range === undefined
    ? cell
    : markup`${value} <span class="range">${range}</span>`
}

function isNumber(cell: string): boolean {
  return cell === '' || (/^[-–\d]/.test(cell) && /^[-–\d.,[\] ]+$/.test(cell))
}
