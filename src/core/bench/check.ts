import {random} from '../model/sampling.js'
import type {Editor} from '../editor/editor.js'
import type {Content, Edit, Query} from '../edit.js'
import {editId} from '../edit.js'
import type {Change, State} from '../ledger/ledger.js'
import {pretend} from '../ledger/pretend.js'
import {digest, emptyState} from '../ledger/state.js'
import type {Model} from '../model/model.js'
import {instant, liveEdits} from './live-edits.js'
import type {BenchRecord} from './problem.js'
import type {Check, Outcome} from './report/report.js'
import {shuffled} from './sample.js'

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
  const queries = some.slice(0, 3).flatMap((record) => oneOfEach(record))
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

/** Asks the base again what the runs used of its answers, past everything that is kept: each must be what it was. */
export async function baseAgain(
  outcomes: readonly Outcome[],
  fresh: Model,
  seed: number,
  signal?: AbortSignal,
): Promise<Check> {
  const used = shuffled(
    outcomes.filter(({base}) => base !== null),
    seed,
  ).slice(0, 5)
  const again = await fresh.answer(
    used.map(({query}) => query),
    signal,
  )
  const same = again.filter(({text}, i) => text === used[i]?.base).length
  return {
    name: "the base's answers, made anew",
    passed: same === used.length,
    detail:
      used.length === 0
        ? 'the runs needed none'
        : `${same} of ${used.length} are the same as those the runs used`,
  }
}

/**
 * Has the edited model and the base both answer queries that no edit answered: nothing is kept, both texts are generated,
 * and they must be the same to the byte (DD of such queries is counted as 0 without generating them).
 */
export async function untouchedIsBase(
  records: readonly BenchRecord[],
  editor: Editor,
  fresh: Model,
  seed: number,
  signal?: AbortSignal,
): Promise<Check> {
  const some = shuffled(records, seed).slice(0, 10)
  const edited = await editor.edit(fresh, liveEdits(some))
  const [asked, same] = [[] as Query[], [] as Query[]]
  for (const {queries} of some) {
    const query = queries.find(({side}) => side === 'out')?.query
    if (query === undefined || asked.length === 3) continue
    const [answer] = await edited.answer([query], signal)
    if (answer?.source !== 'base') continue
    asked.push(query)
    const [own] = await fresh.answer([query], signal)
    if (own?.text === answer.text) same.push(query)
  }
  return {
    name: 'out of scope is the base',
    passed: same.length === asked.length,
    detail: `${same.length} of ${asked.length} answers that no edit gave are the base's own, to the byte`,
  }
}

function oneOfEach({queries}: BenchRecord): readonly Query[] {
  return (['in', 'out'] as const).flatMap((side) => queries.find((one) => one.side === side)?.query ?? [])
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
