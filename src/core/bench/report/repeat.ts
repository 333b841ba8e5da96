import {grouped} from './group.js'
import {brief, count, duration} from './number.js'
import {protocols, type Report} from './report.js'
import type {Rows} from './table.js'

/** The line that repeats a bench, quoted for a POSIX shell. */
export function commandLine({command}: Report): string {
  return ['serac', ...command].map(quoted).join(' ')
}

/** What else the numbers depend on: machine and settings, a name and a value a row. */
export function settingRows(report: Report): Rows {
  const {machine, runs} = report
  const time = runs.reduce((sum, run) => sum + run.seconds, 0)
  const used = [...new Set(runs.map(({protocol}) => protocol))]
  return {
    head: ['setting', 'value'],
    rows: [
      ['time', report.created],
      ['serac', machine.serac],
      ['node, runtime', `${machine.node}, ${machine.runtime}`],
      ['machine', `${machine.cpu}, ${count(machine.cores, 'core')}, ${machine.platform}`],
      ['took', duration(time)],
      ['seed', String(report.seed)],
      ['tokens an answer', `at most ${report.maxTokens}`],
      ['queries an edit', report.perEdit === null ? 'all' : `at most ${report.perEdit} of each side`],
      ['threshold', thresholds(report) || 'none'],
      ...used.map((protocol) => [`protocol ${protocol}`, protocols[protocol]]),
    ],
  }
}

/** The data of each problem, and what was left out of it. */
export function dataRows({problems}: Report): Rows {
  return {
    head: ['problem', 'source', 'edits', 'in', 'out', 'sha256', 'notes'],
    rows: problems.map(({name, source, format, version, edits, inside, outside, sha256, notes}) => [
      name,
      `${source}${format === null ? '' : `, ${format}`}${version === null ? '' : `, version ${version}`}`,
      String(edits),
      String(inside),
      String(outside),
      sha256,
      notes.join('; '),
    ]),
  }
}

/** Every model that took part, once, with the editors that it was used by. */
export function modelRows({runs}: Report): Rows {
  const rows = runs.flatMap(({editor, base, models}) =>
    [base, ...models].map(({role, name, hash}) => [role, name, hash, editor]),
  )
  return {
    head: ['role', 'model', 'hash', 'editors'],
    rows: grouped(rows, (row) => row.slice(0, 3)).map((same) => [
      ...(same[0]?.slice(0, 3) ?? []),
      distinct(same.map((row) => row[3] ?? '')),
    ]),
  }
}

/** As `serac (cascade) 0.4 (the models manifest)`. */
function thresholds({runs}: Report): string {
  return distinct(
    runs.map(({editor, threshold, thresholdFrom}) =>
      threshold === null ? '' : `${editor} ${brief(threshold)} (${thresholdFrom ?? 'unknown'})`,
    ),
  )
}

function distinct(values: readonly string[]): string {
  return [...new Set(values.filter((value) => value !== ''))].join(', ')
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
