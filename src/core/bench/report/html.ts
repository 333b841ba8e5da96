import {groupsOf, type Group} from './group.js'
import {lineChart} from './html-chart.js'
import {errorBars, errorTable} from './html-errors.js'
import {hasScores, histogram} from './html-histogram.js'
import {style} from './html-style.js'
import {paperTable, rowsTable} from './html-table.js'
import {worstErrors} from './html-worst.js'
import {markup, type Markup} from './markup.js'
import {commandLine, dataRows, modelRows, settingRows} from './repeat.js'
import type {Figure} from './exhibit.js'
import type {Report} from './report.js'
import {absentRows, checkRows, componentRows, gateRows, metricRows, resultRows, type Rows} from './table.js'
import {verdict} from './verdict.js'

/** A part of the page that its list of contents names. */
interface Section {
  readonly id: string
  readonly title: string
  readonly body: readonly Markup[]
}

/**
 * The report as one page that needs nothing else: no network, no script, no font. Every text in it is escaped; what is
 * shown of single queries is bounded, so that its size hardly grows with their number.
 */
export function toHtml(report: Report): string {
  const sections = sectionsOf(report).filter(({body}) => body.length > 0)
  const names = report.problems.map(({name}) => name).join(', ')
  return `${
    markup`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width,initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>serac bench: ${names}, ${verdict(report).word}</title><style>${{markup: style}}</style></head><body><main>
<h1>serac bench: ${names}</h1>
${banner(report)}
<nav aria-label="Contents">${sections.map(({id, title}) => markup`<a href="#${id}">${title}</a>`)}</nav>
${sections.map(
  ({id, title, body}) => markup`<section id="${id}"><h2>${title}</h2>
${body}</section>
`,
)}</main></body></html>
`.markup
  }`
}

function sectionsOf(report: Report): readonly Section[] {
  const groups = groupsOf(report)
  return [
    {id: 'gates', title: 'Gates', body: table(gateRows(report))},
    {id: 'checks', title: 'Checks', body: table(checkRows(report))},
    {
      id: 'results',
      title: 'Results',
      body: [
        ...table(resultRows(report)),
        ...folded('More numbers', metricRows(report)),
        ...folded('Accuracy of the parts', componentRows(report)),
      ],
    },
    {id: 'figures', title: 'Figures', body: figures(report.figures)},
    {id: 'paper', title: 'Beside the paper', body: paperTables(report)},
    {id: 'errors', title: 'What went wrong', body: groups.map((group, i) => errors(group, i, groups.length))},
    {id: 'absent', title: 'Not run', body: table(absentRows(report))},
    {id: 'settings', title: 'Settings, data and models', body: settings(report)},
  ]
}

function banner(report: Report): Markup {
  const {passed, word, detail} = verdict(report)
  const failed = report.gates.filter((gate) => !gate.passed)
  return markup`<p class="soft">${report.created}, serac ${report.machine.serac}</p>
<div class="verdict ${passed ? 'good' : 'bad'}"><p><strong>${word}</strong>: ${detail}</p>${failed.length === 0 ? '' : markup`<ul>${failed.map((gate) => markup`<li>${gate.problem}, ${gate.editor}, k = ${gate.k}: ${gate.metric} ${gate.bound}: ${gate.detail}</li>`)}</ul>`}</div>
<pre><code>${commandLine(report)}</code></pre>`
}

function table(rows: Rows): readonly Markup[] {
  return rows.rows.length === 0 ? [] : [rowsTable(rows)]
}

function folded(title: string, rows: Rows): readonly Markup[] {
  return rows.rows.length === 0
    ? []
    : [
        markup`<details><summary>${title}</summary>${rowsTable(rows)}</details>
`,
      ]
}

function figures(all: readonly Figure[]): readonly Markup[] {
  const drawn = all.filter(({series}) => series.some(({points}) => points.length > 0))
  if (drawn.length === 0) return []
  return [
    markup`<div class="cards">${drawn.map((figure, i) => markup`<figure><h3>${figure.title}</h3>${lineChart(figure, `figure${i}`)}</figure>`)}</div>
<p class="soft">Bars are 95 % intervals. Points with the same x stand a little aside so that all can be seen.</p>
`,
  ]
}

function paperTables({tables}: Report): readonly Markup[] {
  return tables.map(
    (one) => markup`<h3>${one.title}</h3>
${paperTable(one)}`,
  )
}

/** Errors shown a kind: ten, fewer in a report of many groups. */
function errors(group: Group, index: number, groups: number): Markup {
  const limit = Math.min(10, Math.max(3, Math.floor(100 / groups)))
  const scored = group.runs.filter(hasScores)
  return markup`<h3>${group.title}</h3>
<div class="cards"><figure>${errorBars(group, `errors${index}`)}${errorTable(group)}</figure>${scored.map((run, i) => markup`<figure>${histogram(run, `scores${index}-${i}`)}</figure>`)}</div>
${
  scored.length === 0
    ? ''
    : markup`<p class="note">Scores: heights go with the square root of the number of queries, so that few can be seen too; the dashed line is the threshold.</p>
`
}${worstErrors(group, limit)}`
}

function settings(report: Report): readonly Markup[] {
  return [rowsTable(settingRows(report)), ...table(dataRows(report)), ...table(modelRows(report))]
}
