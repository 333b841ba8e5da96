import type {Editor} from '../editor/editor.js'
import {Fault} from '../fault.js'
import type {Counterfactual} from '../model/counterfactual.js'
import type {Model} from '../model/model.js'
import {liveEdits} from './live-edits.js'
import {failedOutcome, outcomeOf} from './outcome.js'
import type {ProblemData} from './problem.js'
import type {Outcome} from './report/report.js'
import {batchesOf, type Batch} from './sample.js'

/** What one run needs. */
export interface RunParts {
  readonly data: ProblemData
  readonly editor: Editor
  readonly base: Model
  readonly k: number
  /** Order of the records; null for their own. */
  readonly seed: number | null
  readonly counterfactual: Counterfactual | null
  readonly positive: ((text: string) => Promise<number>) | null
  /** Hears of each query that was asked. */
  readonly heard?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/** What a run came to; `complete` is false when it was stopped. */
export interface RunResult {
  readonly outcomes: readonly Outcome[]
  readonly batches: number
  /** Queries that could not be asked beside the edits of their batch. */
  readonly leftOut: number
  readonly complete: boolean
}

/**
 * Puts every query to the editor with the `k` edits of its batch live: all edits first, then all queries (the order of
 * the field). When `signal` fires, what was asked until then is the result.
 */
export async function runEditor(parts: RunParts): Promise<RunResult> {
  const {data, k, seed, heard, signal} = parts
  const batches = batchesOf(data.records, {k, seed, all: data.protocol === 'routing'})
  const total = batches.reduce((sum, {asked}) => sum + asked.length, 0)
  const outcomes: Outcome[] = []
  try {
    for (const batch of batches) {
      for await (const outcome of askBatch(parts, batch)) {
        outcomes.push(outcome)
        heard?.(outcomes.length, total)
      }
    }
  } catch (error) {
    if (signal?.aborted !== true) throw error
  }
  const leftOut = batches.reduce((sum, batch) => sum + batch.leftOut, 0)
  return {outcomes, batches: batches.length, leftOut, complete: outcomes.length === total}
}

async function* askBatch(parts: RunParts, {records, asked}: Batch): AsyncGenerator<Outcome> {
  const {data, editor, base, counterfactual, positive, signal} = parts
  signal?.throwIfAborted()
  const live = liveEdits(records)
  const edits = new Map(live.map((edit) => [edit.id, edit]))
  const names = new Map(records.map(({editId, id}) => [editId, id]))
  const model = await editor.edit(base, live)
  for (const {record, query} of asked) {
    signal?.throwIfAborted()
    const edit = edits.get(record.editId)
    if (edit === undefined) throw new Error(`record ${record.id} is not live in its batch`)
    const recordOf = (id: string): string | null => names.get(id) ?? null
    const asking = {record, edit, query, model, base, counterfactual, positive, recordOf, signal}
    yield await outcomeOf(data.protocol, asking).catch((error: unknown) => {
      if (signal?.aborted === true || !(error instanceof Fault)) throw error
      return failedOutcome(asking, error.message)
    })
  }
}
