import type {Problem} from '../core/ledger/survey.js'
import type {Report} from '../core/ledger/verify.js'
import {oneLine} from './render.js'
import type {Style} from './style.js'
import {bytes} from './table.js'

/** The report of `edit verify` for people: what was checked, each problem with its place, and what to type next. */
export function reportLines(report: Report, style: Style): string[] {
  const {path, size, fileSystem, version, records, head, anchor, problems, omitted, good, repaired} = report
  const {colour} = style
  const verdict = report.ok ? colour.green('sound') : colour.red('NOT sound')
  const damaged = problems.some(({line, severity}) => line !== null && severity === 'error')
  return [
    `${oneLine(path, style)}: ${verdict}`,
    `  ${bytes(size)} on ${fileSystem}, version ${version}, ${records} records, head ${head.seq} ${head.hash.slice(0, 12)}`,
    `  anchor: ${anchor.status}${anchor.seq === null ? '' : ` (record ${anchor.seq})`}${lockText(report)}`,
    ...(repaired === null
      ? []
      : [`  repaired: ${bytes(repaired.bytes)} cut off, kept in ${oneLine(repaired.copy, style)}`]),
    ...problems.map((one) => `  ${mark(one, style)} ${place(one)}${oneLine(one.detail, style)}`),
    ...(omitted === 0 ? [] : [`  and ${omitted} more problems`]),
    ...(damaged ? [`  ${good.before} good lines before the first damage, ${good.after} after it`] : []),
    ...next(report).map((hint) => `  try: ${hint}`),
  ]
}

function lockText({lock}: Report): string {
  if (!lock.held) return ''
  return `; locked by ${lock.pid === null ? 'another process' : `process ${lock.pid}`}`
}

function mark({severity, kind}: Problem, {colour}: Style): string {
  return severity === 'error' ? colour.red(`error ${kind}:`) : colour.yellow(`warning ${kind}:`)
}

function place({line, offset, length}: Problem): string {
  if (line === null) return ''
  return offset === null ? `line ${line}: ` : `line ${line}, byte ${offset}, ${length ?? 0} bytes: `
}

/** What to type next. Damage is never cut away by us: an older copy or git has the lines that are lost. */
function next({ok, problems, path}: Report): string[] {
  if (problems.some(({kind, severity}) => kind === 'torn-tail' && severity === 'warning')) {
    return ['serac edit verify --repair']
  }
  return ok ? [] : [`git log --oneline -- ${path}    and go back to a copy that is sound`]
}
