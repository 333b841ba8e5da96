import {checkComparable} from '../bench/baseline.js'
import type {Meter} from '../bench/cost.js'
import {gatesOf, type Bounds} from '../bench/gate.js'
import {jobsOf, liveProblem, problemsOf, type Asked, type Job} from '../bench/plan.js'
import type {Figure, Table} from '../bench/report/exhibit.js'
import {grouped} from '../bench/report/group.js'
import {reportVersion, type Machine, type Report} from '../bench/report/report.js'
import {fewerQueries, shuffled} from '../bench/sample.js'
import {editorOf, figure3, reuseTable, table3, table4, table5, type Found} from '../bench/tables.js'
import {hubName} from '../model/hub-folder.js'
import {modelFor, nameOf, readManifest} from '../model/manifest.js'
import {runtimeVersion} from '../model/runtime.js'
import {openModels} from '../models.js'
import {knownCalibrations, type Settings} from '../open.js'
import {costsOf} from './costs.js'
import {deskOf, type BaseNames} from './desk.js'
import {readLive} from './live.js'
import {infoOf, readDataFile, readShipped, type DataFile, type Problem} from './problem-files.js'
import {checksOf, runAll} from './runs.js'

/** What a bench is asked to do. */
export interface BenchRequest extends Asked {
  /** A file to run instead of a shipped problem. */
  readonly data: DataFile | null
  /** At most so many edits of each problem. */
  readonly limit: number | null
  /** At most so many queries of each side an edit. */
  readonly perEdit: number | null
  readonly seed: number
  readonly maxTokens: number
  readonly bounds: ReadonlyMap<string, Bounds>
  readonly baseline: {readonly report: Report; readonly name: string; readonly maxDrop: number} | null
  /** Goes on where the same bench was stopped. */
  readonly resume: boolean
  /** The words that repeat it. */
  readonly command: readonly string[]
}

/** What the surroundings give: a clock, memory, and where to say how far it is. */
export interface BenchHost {
  readonly meter: Meter
  readonly now: Date
  readonly machine: Omit<Machine, 'runtime'>
  readonly signal: AbortSignal
  /** `share` of the whole that is done, in [0, 1]. */
  readonly say: (what: string, share: number) => void
}

/**
 * Runs a bench. What can be wrong with the request, its files or its baseline is found before a model is loaded.
 * When the signal fires, the report is of what was done, and `partial`.
 */
export async function bench(
  settings: Settings & {readonly problems: string},
  request: BenchRequest,
  host: BenchHost,
): Promise<Report> {
  const jobs = jobsOf(request, settings.scope)
  const problems = await readProblems(settings, request, problemsOf(jobs, request.tables), host.now)
  const infos = [...problems.values()].map(({info}) => info)
  const bases = await baseNames(settings, request)
  if (request.baseline !== null) {
    const {report, name} = request.baseline
    const hashes = [...bases.values()].map(({hash}) => hash)
    checkComparable(report, name, {...request, problems: infos, bases: hashes})
  }
  const calibrations = await knownCalibrations(settings)
  // First, so that the memory it sees is its own.
  const cost = request.tables.includes('table6')
    ? await unlessStopped(host, () => costsOf(settings, calibrations, problems, host))
    : null
  const models = await openModels({...settings, remember: true})
  const desk = deskOf(settings, request, {models, calibrations, bases}, host)
  try {
    const found = await runAll(desk, jobs, problems)
    const checks = await unlessStopped(host, () => checksOf(desk, jobs, problems, found))
    const gated = gatedOf(found, jobs)
    return {
      schema: reportVersion,
      created: host.now.toISOString(),
      command: request.command,
      partial: host.signal.aborted || found.runs.some(({complete}) => !complete),
      machine: {...host.machine, runtime: `onnxruntime ${runtimeVersion}`},
      seed: request.seed,
      maxTokens: request.maxTokens,
      perEdit: request.perEdit,
      problems: infos,
      runs: found.runs,
      absent: found.absent,
      tables: [...tablesOf(request, found), ...(cost?.tables ?? [])],
      figures: [...figuresOf(request, found), ...(cost?.figures ?? [])],
      checks: checks ?? [],
      gates: gatesOf({
        ...gated,
        bounds: request.bounds,
        baseline: request.baseline,
        seed: request.seed,
      }),
    }
  } finally {
    await desk.close()
    await models.close()
  }
}

/** Gates bind the runs of serac, or all where serac was not asked for; and with them what should have been run. */
function gatedOf({runs, absent}: Found, jobs: readonly Job[]): Found {
  const serac = jobs.some(({editor}) => editor === 'serac')
  const bound = ({editor}: {readonly editor: string}): boolean => !serac || editorOf(editor) === 'serac'
  return {runs: runs.filter(bound), absent: absent.filter(bound)}
}

/** Name and hash of each base model by its folder. Throws `model-missing` for a folder that holds none. */
async function baseNames(settings: Settings, {bases}: BenchRequest): Promise<BaseNames> {
  const manifest = await readManifest(settings.models)
  const named = bases.map(
    async (path) => [path, path === null ? nameOf(modelFor(manifest, 'base')) : await hubName(path)] as const,
  )
  return new Map(await Promise.all(named))
}

/** What `work` comes to; null once the signal has fired. */
async function unlessStopped<T>({signal}: BenchHost, work: () => Promise<T>): Promise<T | null> {
  if (signal.aborted) return null
  try {
    return await work()
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
}

async function readProblems(
  settings: Settings & {readonly problems: string},
  request: BenchRequest,
  names: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Problem>> {
  const problems = new Map<string, Problem>()
  for (const name of names) {
    if (request.data !== null)
      problems.set(name, fewer(await readDataFile(request.data, request.seed), request))
    else if (name === liveProblem) problems.set(name, await readLive(settings.ledger, now))
    else problems.set(name, fewer(await readShipped(settings.problems, name), request))
  }
  return problems
}

/** As many edits and queries as were asked for; the report tells of those. */
function fewer({info, data}: Problem, {limit, perEdit, seed}: BenchRequest): Problem {
  const some = limit === null ? data.records : shuffled(data.records, seed).slice(0, limit)
  const used = {...data, records: fewerQueries(some, perEdit, seed)}
  const told = some.length < data.records.length ? [`${some.length} of ${data.records.length} edits`] : []
  return {data: used, info: infoOf({...used, notes: [...info.notes, ...told]}, info)}
}

function tablesOf({tables}: BenchRequest, found: Found): readonly Table[] {
  const drawn = {table3, table4, table5, reuse: reuseTable} as const
  return tables.flatMap((name) => (name === 'table6' || name === 'figure3' ? [] : [drawn[name](found)]))
}

/** Figure 3 where an editor was run with several k, or where it was asked for; each problem and base has its own. */
function figuresOf({tables}: BenchRequest, {runs}: Found): readonly Figure[] {
  return grouped(runs, ({problem, base}) => [problem, base.hash]).flatMap((own) => {
    const wanted = tables.includes('figure3') && own[0]?.problem === 'qa'
    return wanted || new Set(own.map(({k}) => k)).size > 1 ? [figure3(own)] : []
  })
}
