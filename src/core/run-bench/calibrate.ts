import {liveEdits} from '../bench/live-edits.js'
import {matches} from '../bench/metric.js'
import type {BenchRecord} from '../bench/problem.js'
import {batchesOf, shuffled} from '../bench/sample.js'
import {
  choose,
  operating,
  ruleText,
  scored,
  type Operating,
  type Right,
  type Rule,
  type Scored,
} from '../bench/threshold.js'
import {keepCalibration, readCalibrations, type Calibration} from '../calibration.js'
import type {Edit} from '../edit.js'
import {lookupScope} from '../editor/lookup.js'
import {Fault} from '../fault.js'
import {modelFor, nameOf} from '../model/manifest.js'
import {openModels, type Models} from '../models.js'
import type {Settings} from '../open.js'
import type {Scope, ScopeName} from '../scope/scope.js'
import type {Problem} from './problem-files.js'

/** What is calibrated: a scope of SERAC, or the distance of LU. */
export type Calibrated = ScopeName | 'lookup'

export interface CalibrateParts {
  readonly scope: Calibrated
  readonly problem: Problem
  /** At most so many edits of the problem. */
  readonly limit: number | null
  /** Edits live at a time; null for all. */
  readonly k: number | null
  readonly rule: Rule
  readonly seed: number
  /** Stores nothing. */
  readonly dryRun: boolean
  readonly now: Date
  readonly signal: AbortSignal
  readonly heard: (done: number, total: number) => void
}

/** The threshold that was chosen, the one that ships, and those of other budgets. */
export interface CalibrateResult {
  readonly calibration: Calibration
  readonly before: Operating | null
  readonly others: readonly Operating[]
}

/** Budgets whose thresholds are shown beside the chosen one. */
const budgets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1]

/**
 * Chooses a threshold on the queries of a problem, its edits live `k` at a time, and stores it with the hashes of the models that
 * made the scores. Throws `bad-input` when one of the sides is empty, or no threshold keeps to the budget.
 */
export async function calibrate(settings: Settings, parts: CalibrateParts): Promise<CalibrateResult> {
  const {problem, limit, seed, rule, signal, heard} = parts
  const all = shuffled(problem.data.records, seed)
  const some = limit === null ? all : all.slice(0, limit)
  // The paper chooses delta on QA: a stored answer can only be right for rewordings, against random questions.
  const records =
    parts.scope === 'lookup'
      ? some.map((record) => ({...record, queries: record.queries.filter(({hard}) => hard !== true)}))
      : some
  for (const side of ['in', 'out'] as const) {
    if (records.some(({queries}) => queries.some((query) => query.side === side))) continue
    throw new Fault(
      'bad-input',
      `${problem.info.name} has no queries ${side === 'in' ? 'in' : 'out of'} scope`,
      {
        hints: ['serac edit add "QUESTION" "ANSWER" --in "MUST HIT" --out "MUST NOT HIT"'],
      },
    )
  }
  // Read now: that it cannot be added to must not come out only when all is scored.
  if (!parts.dryRun) await readCalibrations(settings.calibration)
  const models = await openModels(settings)
  try {
    const {open, hashes, shipped} = scopeOf(models, parts.scope)
    const byId = new Map(records.map((record) => [record.editId, record]))
    const own = problem.data.protocol === 'routing'
    const batches = batchesOf(records, {k: parts.k ?? records.length, seed, all: own})
    const right = rightFor(parts.scope, byId)
    const total = batches.reduce((sum, {asked}) => sum + asked.length, 0)
    const found: Scored[] = []
    for (const batch of batches) {
      const scope = await open(liveEdits(batch.records), signal)
      for await (const one of scored(scope, batch, {right, own}, signal)) {
        found.push(one)
        heard(found.length, total)
      }
    }
    const chosen = choose(found, rule)
    if (chosen === null) {
      throw new Fault('bad-input', `no threshold keeps to the budget: ${ruleText(rule)}`, {
        hints: ['give more out-of-scope queries, or a greater --budget'],
      })
    }
    const {threshold, falseHits, hits} = chosen
    const calibration: Calibration = {
      scope: parts.scope,
      models: hashes,
      threshold,
      rule: ruleText(rule),
      falseHits,
      hits,
      edits: Math.min(parts.k ?? records.length, records.length),
      data: `${problem.info.name} ${problem.info.sha256.slice(0, 12)}`,
      created: parts.now.toISOString(),
    }
    if (!parts.dryRun) await keepCalibration(settings.calibration, parts.scope, calibration)
    return {
      calibration,
      before: shipped === null ? null : operating(found, shipped),
      others: distinct(
        budgets.flatMap((falseHits) => choose(found, {kind: 'budget', falseHits, sure: false}) ?? []),
      ),
    }
  } finally {
    await models.close()
  }
}

function scopeOf(
  models: Models,
  name: Calibrated,
): {
  open: (live: readonly Edit[], signal: AbortSignal) => Promise<Scope>
  hashes: string[]
  shipped: number | null
} {
  if (name === 'lookup') {
    const base = nameOf(modelFor(models.manifest, 'base'))
    return {
      open: (live, signal) => lookupScope(models.base.hidden, live, signal),
      hashes: [base.hash],
      shipped: null,
    }
  }
  const kind = models.scope(name)
  const hashes = kind.classifiers.map((model) => nameOf(model).hash)
  return {open: (live, signal) => kind.open(live, undefined, signal), hashes, shipped: kind.threshold}
}

/** A hit is right when the best edit is the query's own; for a lookup, whose answer is the stored one, when that is wanted. */
function rightFor(scope: Calibrated, byId: ReadonlyMap<string, BenchRecord>): Right {
  if (scope !== 'lookup') return (_query, own, best) => own.editId === best
  return (query, _own, best) => {
    const content = byId.get(best)?.content
    return content?.kind === 'answer' && matches(content.answer, query.wanted)
  }
}

function distinct(list: readonly Operating[]): readonly Operating[] {
  return [...new Map(list.map((one) => [one.threshold, one])).values()]
}
