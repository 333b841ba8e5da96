import {basename} from 'node:path'
import type {Bounds} from '../core/bench/gate.js'
import {jobsOf, liveProblem, tableNames, type TableName} from '../core/bench/plan.js'
import {problemNames} from '../core/bench/tables.js'
import type {EditorName} from '../core/editor/editor.js'
import {Fault} from '../core/fault.js'
import type {FormatName} from '../core/format/format.js'
import type {BenchRequest} from '../core/run-bench/run-bench.js'
import type {ScopeName} from '../core/scope/scope.js'
import {nearestWord} from './nearest.js'
import {readReportFile} from './report-files.js'

/** The flags of `bench`, as typed. */
export interface BenchFlags {
  readonly data: string | undefined
  readonly format: FormatName | undefined
  readonly 'skip-bad': boolean | undefined
  readonly editor: readonly EditorName[] | undefined
  readonly scope: readonly ScopeName[] | undefined
  readonly edits: string | undefined
  readonly limit: number | undefined
  readonly quick: boolean | undefined
  readonly 'per-edit': string | undefined
  readonly base: readonly string[] | undefined
  readonly seed: number
  readonly 'max-tokens': number
  readonly baseline: string | undefined
  readonly 'max-drop': string | undefined
  readonly 'min-es': readonly string[] | undefined
  readonly 'max-dd': readonly string[] | undefined
  readonly resume: boolean | undefined
}

/** Edits of a quick look. */
const quick = 100
/** What the words and flags of `bench` ask for. Throws `usage` for what makes no sense, before anything is loaded. */
export async function benchRequest(
  targets: readonly string[],
  flags: BenchFlags,
  command: readonly string[],
  usualBase: string | null,
): Promise<BenchRequest> {
  const {problems, tables} = sorted(targets, flags.data)
  const data =
    flags.data === undefined
      ? null
      : {path: flags.data, format: flags.format ?? null, skipBad: flags['skip-bad'] === true}
  if (data === null && flags.format !== undefined) throw usage('--format needs --data FILE')
  const asked = {
    problems,
    tables,
    editors: flags.editor === undefined ? null : [...new Set(flags.editor)],
    scopes: flags.scope === undefined ? null : [...new Set(flags.scope)],
    ks: flags.edits === undefined ? null : sizes(flags.edits),
    bases: basesOf(flags.base, usualBase, tables),
  }
  const run = new Set(jobsOf(asked, 'cascade').map(({problem}) => problem))
  return {
    ...asked,
    data,
    limit: flags.limit ?? (flags.quick ? quick : null),
    perEdit: perEdit(flags['per-edit'], data !== null),
    seed: flags.seed,
    maxTokens: flags['max-tokens'],
    bounds: boundsOf(flags, problems, run),
    baseline: await baselineOf(flags),
    resume: flags.resume === true,
    command,
  }
}

function sorted(
  targets: readonly string[],
  data: string | undefined,
): {problems: readonly string[]; tables: readonly TableName[]} {
  if (data !== undefined) {
    if (targets.length > 0)
      throw usage(`--data ${data} is a problem of its own: leave ${targets.join(' ')} away`)
    return {problems: [basename(data)], tables: []}
  }
  const known = [...problemNames, liveProblem, ...tableNames]
  if (targets.length === 0) {
    throw new Fault('usage', 'no problem to run', {
      hints: ['serac bench qa --quick', `one or more of ${known.join(', ')}`],
    })
  }
  const wrong = targets.find((target) => !known.some((name) => name === target))
  if (wrong !== undefined) {
    const guess = nearestWord(wrong, known)
    throw new Fault(
      'usage',
      `there is no problem or table ${wrong}${guess === null ? '' : `; did you mean ${guess}?`}`,
      {
        hints: [`one or more of ${known.join(', ')}`, `serac bench --data ${wrong}    for a file of yours`],
      },
    )
  }
  return {
    problems: [...new Set(targets.filter((target) => !tableNames.some((name) => name === target)))],
    tables: tableNames.filter((name) => targets.includes(name)),
  }
}

/** The bases that were named, or the one of the settings; re-use also runs the one that ships. */
function basesOf(
  named: readonly string[] | undefined,
  usual: string | null,
  tables: readonly TableName[],
): readonly (string | null)[] {
  const usually = tables.includes('reuse') ? [null, usual] : [usual]
  return [...new Set(named?.map((path) => (path === 'shipped' ? null : path)) ?? usually)]
}

function sizes(raw: string): readonly number[] {
  const found = raw.split(',').map((text) => Number(text.trim() === '' ? Number.NaN : text))
  if (found.every((k) => Number.isInteger(k) && k >= 1 && k <= 1_000_000))
    return [...new Set(found)].sort((a, b) => a - b)
  throw usage(`--edits is "${raw}", but must be whole numbers from 1, as 1,5,25,75`)
}

/** Two a side for the shipped problems, all for a file, unless something else is said. */
function perEdit(raw: string | undefined, isFile: boolean): number | null {
  if (raw === undefined) return isFile ? null : 2
  if (raw === 'all') return null
  const count = Number(raw)
  if (Number.isInteger(count) && count >= 1) return count
  throw usage(`--per-edit is "${raw}", but must be a whole number from 1, or all`)
}

/** `0.95` for every problem, or `qa=0.95` for one; the live tests must all pass unless something else is said. */
function boundsOf(
  flags: BenchFlags,
  problems: readonly string[],
  run: ReadonlySet<string>,
): ReadonlyMap<string, Bounds> {
  const bounds = new Map<string, Bounds>(
    problems.includes(liveProblem) ? [[liveProblem, {minEs: 1, maxDd: 0}]] : [],
  )
  for (const [flag, key] of [
    ['min-es', 'minEs'],
    ['max-dd', 'maxDd'],
  ] as const) {
    const seen = new Set<string>()
    for (const raw of flags[flag] ?? []) {
      const at = raw.lastIndexOf('=')
      const [name, number] = at === -1 ? [null, raw] : [raw.slice(0, at), raw.slice(at + 1)]
      const value = Number(number?.trim() === '' ? Number.NaN : number)
      const most = flag === 'min-es' ? 1 : Number.POSITIVE_INFINITY
      if (!(value >= 0 && value <= most))
        throw usage(
          `--${flag} is "${raw}", but must be a number from 0${most === 1 ? ' to 1' : ''}, or PROBLEM=NUMBER`,
        )
      if (name !== null && name !== undefined && !run.has(name))
        throw usage(`--${flag} ${raw}: ${name} is not run`)
      for (const problem of name === null || name === undefined ? run : [name]) {
        if (seen.has(problem)) throw usage(`--${flag} is given twice for ${problem}: which one holds?`)
        seen.add(problem)
        bounds.set(problem, {...bounds.get(problem), [key]: value})
      }
    }
  }
  return bounds
}

async function baselineOf(flags: BenchFlags): Promise<BenchRequest['baseline']> {
  const {baseline, 'max-drop': raw} = flags
  if (baseline === undefined) {
    if (raw !== undefined) throw usage('--max-drop needs --baseline FILE')
    return null
  }
  const maxDrop = Number(raw ?? 0)
  if (!(maxDrop >= 0) || raw?.trim() === '')
    throw usage(`--max-drop is "${raw}", but must be a number from 0`)
  return {report: await readReportFile(baseline, 'the baseline'), name: basename(baseline), maxDrop}
}

function usage(message: string): Fault {
  return new Fault('usage', message, {hints: ['serac bench --help']})
}
