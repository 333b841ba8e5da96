import {baseAgain, sequenceIsBatch, untouchedIsBase} from '../bench/check.js'
import {liveProblem, type Job} from '../bench/plan.js'
import type {Absent, Check, Run} from '../bench/report/report.js'
import {runEditor} from '../bench/run.js'
import {componentsOf, errorsOf, metricsOf} from '../bench/summary.js'
import type {Found} from '../bench/tables.js'
import {editorTitle} from '../editor/editor.js'
import type {Chosen} from '../editors.js'
import {Fault} from '../fault.js'
import type {Desk} from './desk.js'
import type {Problem} from './problem-files.js'

type Problems = ReadonlyMap<string, Problem>

/**
 * Makes all runs; what cannot be had here is told, and the others go on. Stops when the signal fires.
 * Every editor is chosen before the first run, so that a threshold of other models is refused at once.
 */
export async function runAll(desk: Desk, jobs: readonly Job[], problems: Problems): Promise<Found> {
  const absent = new Map<string, Absent>()
  const ready = fitting(jobs, problems).flatMap((job) => {
    try {
      needsLikelihoods(job, problemFor(job, problems).data.protocol)
      return [{job, chosen: desk.choose(job)}]
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'model-missing') throw error
      const editor = editorTitle(job.editor, job.scope)
      absent.set(`${job.problem} ${editor}`, {problem: job.problem, editor, why: error.message})
      return []
    }
  })
  const runs: Run[] = []
  for (const [i, {job, chosen}] of ready.entries()) {
    if (desk.host.signal.aborted) break
    const say = (what: string, share: number): void =>
      desk.host.say(`${job.problem}, ${what}, k = ${job.k}`, (i + share) / ready.length)
    runs.push(await runJob(desk, job, chosen, problemFor(job, problems), say))
  }
  return {runs, absent: [...absent.values()]}
}

/** What every bench looks at beside its numbers, on its first run that is not of the live edits. */
export async function checksOf(
  desk: Desk,
  jobs: readonly Job[],
  problems: Problems,
  {runs}: Found,
): Promise<readonly Check[]> {
  const [run] = runs.filter(({problem}) => problem !== liveProblem)
  const job = jobs.find(
    (one) => one.problem === run?.problem && editorTitle(one.editor, one.scope) === run.editor,
  )
  if (run === undefined || job === undefined) return []
  const {records} = problemFor(job, problems).data
  const {request, host} = desk
  const base = desk.base(job.base)
  host.say('checks', 1)
  const {editor} = desk.choose(job)
  return [
    await sequenceIsBatch(records, editor, base.kept, request.seed, host.signal),
    await untouchedIsBase(records, editor, base.fresh, request.seed, host.signal),
    await baseAgain(run.outcomes, base.fresh, request.seed, host.signal),
  ]
}

async function runJob(
  desk: Desk,
  job: Job,
  chosen: Chosen,
  {data}: Problem,
  say: Desk['host']['say'],
): Promise<Run> {
  const {request, host, models} = desk
  const base = desk.base(job.base)
  const judged = data.protocol === 'likelihood'
  say(chosen.title, 0)
  const started = host.meter.clock()
  const {outcomes, batches, leftOut, complete} = await runEditor({
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
    thresholdFrom: chosen.thresholdFrom,
    k: job.k,
    batches,
    leftOut,
    complete,
    metrics: metricsOf(outcomes, data.protocol, request.seed),
    errors: errorsOf(outcomes),
    components: componentsOf(outcomes, data.protocol),
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
