import {random} from '../model/sampling.js'
import type {Editor} from '../editor/editor.js'
import type {Content, Edit} from '../edit.js'
import {editId} from '../edit.js'
import type {Change, State} from '../ledger/ledger.js'
import {pretend} from '../ledger/pretend.js'
import {digest, emptyState} from '../ledger/state.js'
import type {Model} from '../model/model.js'
import type {BenchRecord} from './problem.js'
import type {Check} from './report/report.js'
import {shuffled} from './sample.js'

const instant = new Date(0)

/** Ways in which the changes are cut. */
const cuts = 5

/**
 * Applies one list of changes one by one, as one batch and in random groups: state digest, live edits and the answers
 * to some queries must be the same. The list has conflicts, removals and restores in it (paper section 5.1, "Making many
 * edits").
 */
export async function sequenceIsBatch(
  records: readonly BenchRecord[],
  editor: Editor,
  base: Model,
  seed: number,
  signal?: AbortSignal,
): Promise<Check> {
  const name = 'sequence = batch'
  const some = shuffled(records, seed).slice(0, 40)
  const changes = changesOf(some, seed)
  const whole = pretend(emptyState, changes, instant)
  const states = [apply(changes.map((change) => [change]))]
  for (let i = 0; i < cuts; i++) states.push(apply(groupsOf(changes, seed + i)))
  const same = states.filter((state) => digest(state) === digest(whole)).length
  const queries = some.slice(0, 6).flatMap(({queries: own}) => own.slice(0, 2).map(({query}) => query))
  const wanted = await answers(whole.live)
  let equal = 0
  for (const state of states) if ((await answers(state.live)) === wanted) equal += 1
  const total = states.length
  return {
    name,
    passed: same === total && equal === total,
    detail:
      `${changes.length} changes (conflicts, removals and restores among them) one by one and in ${cuts} random groupings: ` +
      `${same} of ${total} give the state digest ${digest(whole).slice(0, 12)} of one batch, ` +
      `${equal} of ${total} all its ${queries.length} answers`,
  }

  async function answers(live: readonly Edit[]): Promise<string> {
    const model = await editor.edit(base, live)
    const found = await model.answer(queries, signal)
    return JSON.stringify(found.map(({text, edit, beta}) => [text, edit, beta]))
  }
}

/** Asks the base again, past everything that is kept: each answer must be what it was. */
export async function baseAgain(
  records: readonly BenchRecord[],
  fresh: Model,
  kept: Model,
  seed: number,
  signal?: AbortSignal,
): Promise<Check> {
  const queries = shuffled(records, seed)
    .slice(0, 8)
    .flatMap(({queries: own}) => own.slice(-1).map(({query}) => query))
  const before = await kept.answer(queries, signal)
  const after = await fresh.answer(queries, signal)
  const same = after.filter(({text}, i) => text === before[i]?.text).length
  return {
    name: "the base's answers, made anew",
    passed: same === queries.length,
    detail: `${same} of ${queries.length} are the same as those the run used`,
  }
}

function apply(groups: readonly (readonly Change[])[]): State {
  return groups.reduce((state, group) => pretend(state, group, instant), emptyState)
}

function groupsOf(changes: readonly Change[], seed: number): readonly (readonly Change[])[] {
  const u = random(seed)
  const groups: Change[][] = []
  for (let at = 0; at < changes.length;) {
    const size = 1 + Math.floor(u() * 12)
    groups.push(changes.slice(at, at + size))
    at += size
  }
  return groups
}

/** All records added; every third once more with another answer, every fourth removed, every eighth restored. */
function changesOf(records: readonly BenchRecord[], seed: number): readonly Change[] {
  const added = records.map(({content}): Change => ({op: 'add', content}))
  const again = records
    .filter((_, i) => i % 3 === 0)
    .map(({content}): Change => ({op: 'add', content: otherwise(content)}))
  const removed = records
    .filter((_, i) => i % 4 === 0)
    .map(({content}): Change => ({op: 'remove', id: editId(content)}))
  const restored = records
    .filter((_, i) => i % 8 === 0)
    .map(({content}): Change => ({op: 'restore', id: editId(content)}))
  return [...added, ...shuffled([...again, ...removed], seed), ...restored]
}

function otherwise(content: Content): Content {
  switch (content.kind) {
    case 'answer':
      return {...content, answer: `not ${content.answer}`}
    case 'fact':
      return {...content, statement: `Not so: ${content.statement}`}
    case 'opinion':
      return {...content, sentiment: content.sentiment === 'positive' ? 'negative' : 'positive'}
  }
}
