import {errorKinds, errorNames} from '../core/bench/report/group.js'
import type {Report} from '../core/bench/report/report.js'
import {
  absentRows,
  checkRows,
  comparisonRows,
  gateRows,
  metricRows,
  resultRows,
  type Rows,
} from '../core/bench/report/table.js'
import {verdict} from '../core/bench/report/verdict.js'
import {oneLine} from './render.js'
import type {Style} from './style.js'
import {table} from './table.js'

/** From this many columns on, results and errors stand in one table. */
const wide = 120

/** More single numbers than this are left to the files: they would push the results off the screen. */
const most = 40

/** What each kind of error is called where there is little room. */
const brief: Readonly<Record<string, string>> = {
  [errorNames['scope-miss']]: 'miss',
  [errorNames['false-hit']]: 'false',
  [errorNames['wrong-edit']]: 'wrong',
  [errorNames['counterfactual-wrong']]: 'cf',
}

/**
 * A report for people: results, the paper's tables, what was not run, checks, gates and last the verdict, where the eye
 * is when it ends. Aligned and with heads in a pipe too: it is read in the log of a CI job; programs take the JSON.
 */
export function benchLines(report: Report, style: Style): string[] {
  const {colour} = style
  const {passed, word, detail} = verdict(report)
  const shown = {...style, tty: true}
  const whole = {...shown, width: Infinity}
  const parts = [
    ...results(report, style).map((rows) => part('', rows, shown)),
    more(metricRows(report), shown),
    ...report.tables.map((one) => part(oneLine(one.title, shown), comparisonRows(one), shown, one.notes)),
    part('Not run', absentRows(report), whole),
    part('Checks', checkRows(report), whole),
    part('Gates', gateRows(report), whole),
    [`${passed ? colour.green(word) : colour.red(word)}: ${oneLine(detail, shown)}`],
  ]
  return parts.filter((lines) => lines.length > 0).flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]))
}

/** One table, or two with the same first columns where one has no room. */
function results(report: Report, style: Style): readonly Rows[] {
  const {head, rows} = resultRows(report)
  const named = {head: head.map((name) => brief[name] ?? name), rows}
  if (style.width >= wide) return [named]
  const counted = head.indexOf('n in')
  const key = head.indexOf('ES')
  const protocol = counted + 2 + errorKinds.length
  return [
    columnsOf(named, (i) => i < counted || i > protocol),
    columnsOf(named, (i) => i < key || (i >= counted && i <= protocol)),
  ]
}

function more(numbers: Rows, style: Style): string[] {
  const {length} = numbers.rows
  const last = numbers.head.indexOf('better')
  if (length <= most)
    return part(
      'More numbers',
      columnsOf(numbers, (i) => i !== last),
      style,
    )
  return [style.colour.dim(`${length} more numbers, by kind of query: --report FILE.html, .md or .json`)]
}

function columnsOf({head, rows}: Rows, kept: (i: number) => boolean): Rows {
  return {head: head.filter((_, i) => kept(i)), rows: rows.map((cells) => cells.filter((_, i) => kept(i)))}
}

function part(title: string, {head, rows}: Rows, style: Style, notes: readonly string[] = []): string[] {
  if (rows.length === 0) return []
  const {colour} = style
  const upper = head.map((name) => name.toUpperCase())
  return [
    ...(title === '' ? [] : [colour.bold(title)]),
    ...table(upper, rows, style)
      .map((line) => line.trimEnd())
      .map((line) =>
        line.replace(/^(?:passed|FAILED)/, (said) =>
          said === 'passed' ? colour.green(said) : colour.red(said),
        ),
      ),
    ...notes.map((note) => colour.dim(oneLine(note, style))),
  ]
}
