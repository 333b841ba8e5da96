import {baseAgain, sequenceIsBatch} from '../bench/check.js'
import type {Job} from '../bench/plan.js'
import type {Absent, Check, Run} from '../bench/report/report.js'
import {runEditor} from '../bench/run.js'
import {componentsOf, errorsOf, metricsOf} from '../bench/summary.js'
import type {Found} from '../bench/tables.js'
import {Fault} from '../fault.js'
import type {Desk} from './desk.js'
import {liveProblem} from './live.js'
import type {Problem} from './problem-files.js'

type Problems = ReadonlyMap<string, Problem>

/** Makes all runs; what cannot be had here is told, and the others go on. Stops when the signal fires. */
export async function runAll(desk: Desk, jobs: readonly Job[], problems: Problems): Promise<Found> {
  const runs: Run[] = []
  const absent = new Map<string, Absent>()
  const real = fitting(jobs, problems)
  for (const [i, job] of real.entries()) {
    if (desk.host.signal.aborted) break
    const say = (what: string, share: number): void =>
      desk.host.say(`${job.problem}, ${what}, k = ${job.k}`, (i + share) / real.length)
    try {
      runs.push(await runJob(desk, job, problemFor(job, problems), say))
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'model-missing') throw error
      const editor =
        job.editor === 'serac' || job.editor === 'rp' ? `${job.editor} (${job.scope})` : job.editor
      absent.set(`${job.problem} ${editor}`, {problem: job.problem, editor, why: error.message})
    }
  }
  return {runs, absent: [...absent.values()]}
}

/** What every bench looks at beside its numbers, on the first job that can be had; nothing when the signal fires. */
export async function checksOf(
  desk: Desk,
  jobs: readonly Job[],
  problems: Problems,
): Promise<readonly Check[]> {
  const job = jobs.find((one) => one.editor === 'serac' && one.problem !== liveProblem && canBeHad(desk, one))
  if (job === undefined) return []
  const {records} = problemFor(job, problems).data
  const {request, host} = desk
  const base = await desk.base(job.base)
  host.say('checks', 1)
  const {editor} = desk.choose(job)
  try {
    return [
      await sequenceIsBatch(records, editor, base.kept, request.seed, host.signal),
      await baseAgain(records, base.fresh, base.kept, request.seed, host.signal),
    ]
  } catch (error) {
    if (!host.signal.aborted) throw error
    return []
  }
}

function canBeHad(desk: Desk, job: Job): boolean {
  try {
    desk.choose(job)
    return true
  } catch (error) {
    if (error instanceof Fault && error.code === 'model-missing') return false
    throw error
  }
}

async function runJob(desk: Desk, job: Job, {data}: Problem, say: Desk['host']['say']): Promise<Run> {
  const {request, host, models} = desk
  const chosen = desk.choose(job)
  needsLikelihoods(job, data.protocol)
  const base = await desk.base(job.base)
  const judged = data.protocol === 'likelihood'
  say(chosen.title, 0)
  const started = host.meter.clock()
  const {outcomes, batches, complete} = await runEditor({
    data,
    editor: chosen.editor,
    base: base.kept,
    k: job.k,
    seed: job.problem === liveProblem ? null : request.seed,
    counterfactual: chosen.counterfactual,
    positive: judged ? async (text) => (await models.sentiment()).positive(text) : null,
    heard: (done, total) => say(chosen.title, done / total),
    signal: host.signal,
  })
  return {
    problem: job.problem,
    protocol: data.protocol,
    editor: chosen.title,
    base: base.name,
    models: chosen.models,
    threshold: chosen.threshold,
    k: job.k,
    batches,
    complete,
    metrics: metricsOf(outcomes, data.protocol, request.seed),
    errors: errorsOf(outcomes),
    components: componentsOf(outcomes),
    outcomes,
    seconds: (host.meter.clock() - started) / 1000,
  }
}

/** The jobs with no more edits live than there are, each once. */
function fitting(jobs: readonly Job[], problems: Problems): readonly Job[] {
  const real = jobs.map((job) => {
    const {length} = problemFor(job, problems).data.records
    return {...job, k: job.problem === liveProblem ? length : Math.min(job.k, length)}
  })
  return [...new Map(real.map((job) => [JSON.stringify(job), job])).values()]
}

function needsLikelihoods({problem, editor, base}: Job, protocol: Run['protocol']): void {
  if (protocol !== 'likelihood') return
  const why =
    editor === 'lu'
      ? 'an opinion has no label that a lookup could store (paper, Table 3)'
      : base === null
        ? null
        : 'a base model of the hub gives no likelihoods'
  if (why !== null) throw new Fault('model-missing', `${problem}: ${why}`)
}

function problemFor({problem}: Job, problems: Problems): Problem {
  const found = problems.get(problem)
  if (found === undefined) throw new Error(`no problem ${problem}`)
  return found
}
