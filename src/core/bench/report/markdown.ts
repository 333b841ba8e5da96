import {visible} from './markup.js'
import {commandLine, dataRows, modelRows, settingRows} from './repeat.js'
import type {Report} from './report.js'
import {
  absentRows,
  checkRows,
  componentRows,
  gateRows,
  metricRows,
  paperRows,
  reasons,
  resultRows,
  type Rows,
} from './table.js'
import {verdict} from './verdict.js'
import {worstTables} from './worst.js'

/** Failures of each kind that are shown. */
const shown = 10

/** The report for the summary of a CI job (GitHub's Markdown): the verdict first, the way to repeat it last. */
export function toMarkdown(report: Report): string {
  const {passed, word, detail} = verdict(report)
  const sections = [
    `## ${passed ? '✅' : '❌'} serac bench ${word}: ${inline(detail)}`,
    ...section('Gates', gateRows(report)),
    ...section('Checks', checkRows(report)),
    ...section('Results', resultRows(report)),
    ...folded('More numbers', metricRows(report)),
    ...folded('Accuracy of the parts', componentRows(report)),
    ...report.tables.flatMap((table) => [
      ...section(table.title, paperRows(table)),
      ...reasons(table).map((reason, i) => inline(`[${i + 1}] ${reason}`)),
      ...table.notes.map(inline),
    ]),
    ...worstTables(report, shown).flatMap(({title, rows}) => folded(title, rows)),
    ...section('Not run', absentRows(report)),
    '### How to repeat it',
    fenced(commandLine(report)),
    ...folded('Machine and settings', settingRows(report)),
    ...folded('Data', dataRows(report)),
    ...folded('Models', modelRows(report)),
  ]
  return `${sections.join('\n\n')}\n`
}

function section(title: string, rows: Rows): readonly string[] {
  return rows.rows.length === 0 ? [] : [`### ${inline(title)}`, table(rows)]
}

function folded(title: string, rows: Rows): readonly string[] {
  if (rows.rows.length === 0) return []
  return [`<details><summary>${inline(title)}</summary>`, table(rows), '</details>']
}

function table({head, rows}: Rows): string {
  return [head, head.map(() => '---'), ...rows.map((cells) => cells.map(inline))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

/** Text that reads as it is written within a line or a cell: nothing in it is Markdown, HTML or the end of the line. */
function inline(text: string): string {
  return visible(text)
    .replace(/[\\`*_~|$[]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\r\n|[\r\n\u2028\u2029]/g, '<br>')
}

/** Code that stays code whatever it holds: the fence is longer than any run of backticks in it. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}sh\n${visible(code)}\n${fence}`
}
