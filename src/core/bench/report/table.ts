import {errorKinds, errorNames, groupsOf, overall, severalBases} from './group.js'
import {decimal, none, withInterval} from './number.js'
import type {Cell, Table} from './exhibit.js'
import type {Report, Run} from './report.js'
import {gap} from './verdict.js'

/** A table as plain text; each row has as many cells as the head. */
export interface Rows {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** One row a run. A column `base` is there only where runs on several bases stand side by side, `note` where a run has gaps. */
export function resultRows(report: Report): Rows {
  const several = severalBases(report)
  const gaps = report.runs.some((run) => gap(run) !== null)
  const errors = errorKinds.map((kind) => errorNames[kind])
  return {
    head: [
      ...keyHead(several),
      'ES',
      'DD',
      'n in',
      'n out',
      ...errors,
      'protocol',
      ...(gaps ? ['note'] : []),
    ],
    rows: report.runs.map((run) => [
      ...key(run, several),
      metric(run, 'ES'),
      metric(run, 'DD'),
      String(overall(run, 'ES')?.n ?? 0),
      String(overall(run, 'DD')?.n ?? 0),
      ...errorKinds.map((kind) => String(run.errors[kind])),
      run.protocol,
      ...(gaps ? [gap(run) ?? ''] : []),
    ]),
  }
}

/** Every metric that `resultRows` has no column for: other names, and single groups of queries. */
export function metricRows(report: Report): Rows {
  const several = severalBases(report)
  return {
    head: [...keyHead(several), 'metric', 'queries', 'value', 'n', 'better'],
    rows: report.runs.flatMap((run) =>
      run.metrics
        .filter(({name, group}) => group !== null || (name !== 'ES' && name !== 'DD'))
        .map((one) => [
          ...key(run, several),
          one.name,
          one.group ?? 'all',
          withInterval(one),
          String(one.n),
          one.better,
        ]),
    ),
  }
}

/** The parts' accuracy on each split, a row a run and split (paper, Table 4). */
export function componentRows(report: Report): Rows {
  const several = severalBases(report)
  const runs = groupsOf(report).flatMap((group) => group.runs)
  return {
    head: [...keyHead(several), 'split', 'n', 'scope', 'counterfactual'],
    rows: runs.flatMap((run) =>
      run.components.map(({split, scope, counterfactual}) => [
        ...key(run, several),
        split,
        String((scope ?? counterfactual)?.n ?? 0),
        scope === null ? none : withInterval(scope),
        counterfactual === null ? none : withInterval(counterfactual),
      ]),
    ),
  }
}

export function gateRows({gates}: Report): Rows {
  return {
    head: ['gate', 'problem', 'editor', 'k', 'metric', 'bound', 'value', 'detail'],
    rows: gates.map(({problem, editor, k, metric: name, bound, value, passed, detail}) => [
      passed ? 'passed' : 'FAILED',
      problem,
      editor,
      String(k),
      name,
      bound,
      value === null ? none : decimal(value, 4),
      detail,
    ]),
  }
}

export function checkRows({checks}: Report): Rows {
  return {
    head: ['check', 'name', 'detail'],
    rows: checks.map(({name, passed, detail}) => [passed ? 'passed' : 'FAILED', name, detail]),
  }
}

export function absentRows({absent}: Report): Rows {
  return {
    head: ['problem', 'editor', 'why'],
    rows: absent.map(({problem, editor, why}) => [problem, editor, why]),
  }
}

/** A table of the paper in its own shape: `0.981 [0.962, 0.991] (paper 0.986)`, or why there is no number. */
export function paperRows(table: Table): Rows {
  const {columns, rows} = table
  return {
    head: ['', ...columns],
    rows: rows.map(({label, cells}) => [
      label,
      ...columns.map((_, i) => {
        const cell = cells[i]
        if (cell === undefined) return ''
        const ours = cell.value === null ? wordsFor(table, cell).join(' ') : withInterval(cell)
        return cell.paper === null ? ours : `${ours} (paper ${decimal(cell.paper)})`
      }),
    ]),
  }
}

/** The reasons why cells have no number, once each; `wordsFor` points to them. */
export function reasons({rows}: Table): readonly string[] {
  const found = rows.flatMap(({cells}) => cells.flatMap(({text}) => splitReason(text ?? '').slice(1)))
  return [...new Set(found)]
}

/** What stands in a cell without a number, and the sign of its reason: `not available`, `[1]`. */
export function wordsFor(table: Table, {text}: Cell): readonly string[] {
  const [words = '', reason] = splitReason(text ?? none)
  return reason === undefined ? [words] : [words, `[${reasons(table).indexOf(reason) + 1}]`]
}

/** The cells of a table of the paper, one a row: ours and the paper's side by side. Where both are missing there is no row. */
export function comparisonRows({columns, rows}: Table): Rows {
  return {
    head: ['row', 'column', 'ours', 'paper'],
    rows: rows.flatMap(({label, cells}) =>
      cells.flatMap((cell, i) => {
        const {value, text, paper} = cell
        if (value === null && paper === null) return []
        // Why it is not available stands under "Not run".
        const ours = value === null ? (splitReason(text ?? none)[0] ?? none) : withInterval(cell)
        return [[label, columns[i] ?? '', ours, paper === null ? none : decimal(paper)]]
      }),
    ),
  }
}

/** `not available: why` in its two parts; a text without a colon has one. */
function splitReason(text: string): readonly string[] {
  const at = text.indexOf(': ')
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 2)]
}

function keyHead(several: boolean): readonly string[] {
  return ['problem', 'editor', ...(several ? ['base'] : []), 'k']
}

function key({problem, editor, base, k}: Run, several: boolean): readonly string[] {
  return [problem, editor, ...(several ? [base.name] : []), String(k)]
}

function metric(run: Run, name: string): string {
  const found = overall(run, name)
  return found === undefined ? none : withInterval(found)
}
