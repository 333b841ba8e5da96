import {editId, editText, subjectKey, type Content, type EditId, type Query} from '../edit.js'
import {Fault} from '../fault.js'
import {isOutside, type Case, type FormatName, type Probe} from '../format/format.js'
import {normalised} from './metric.js'
import {groupOf, sharesWord} from './probe-group.js'
import type {Protocol} from './report/report.js'

/** A query with what is expected of the edited model. */
export interface BenchQuery {
  /** The same in every run. */
  readonly id: string
  readonly side: 'in' | 'out'
  /** The kind of query, as the file names it. */
  readonly group: string
  readonly hard: boolean | null
  readonly query: Query
  /** Answers that count as right; empty out of scope and for opinions. */
  readonly wanted: readonly string[]
}

/** An edit with the queries that test it. */
export interface BenchRecord {
  readonly id: string
  readonly content: Content
  readonly editId: EditId
  readonly queries: readonly BenchQuery[]
  /** Normalised texts that the edit decides: its own, and all its in-scope queries, asked or not. */
  readonly decides: readonly string[]
  readonly replies: Case['replies']
}

/** Edits with their queries, no two edits on the same question. */
export interface ProblemData {
  readonly protocol: Protocol
  readonly records: readonly BenchRecord[]
  /** What was left out or added, in words, each with its number. */
  readonly notes: readonly string[]
}

/** How queries of a public layout are named, and what is added to them. */
export interface Reading {
  readonly format: FormatName
  /** Whether an edit's own question is asked too, as the field does. */
  readonly askItself: boolean
  /** Only which edit answers is looked at: no answers are needed. */
  readonly routing?: boolean
}

/**
 * The problem that the cases of a file make. Cases with the same content become one record; of two answers to one
 * question the first stays. Queries that wait for an answer but have none are left out, and counted.
 * Throws `bad-input` for opinions that cannot be measured.
 */
export function problemOf(
  cases: readonly Case[],
  {format, askItself, routing = false}: Reading,
): ProblemData {
  const merged = new Map<EditId, {at: number; first: Case; probes: Probe[]}>()
  const taken = new Map<string, EditId>()
  let conflicts = 0
  cases.forEach((found, at) => {
    const id = editId(found.content)
    const key = subjectKey(found.content)
    if ((taken.get(key) ?? id) !== id) {
      conflicts += 1
      return
    }
    taken.set(key, id)
    const known = merged.get(id)
    if (known === undefined) merged.set(id, {at, first: found, probes: [...found.probes]})
    else known.probes.push(...found.probes)
  })
  let unanswered = 0
  const records = [...merged].map(([id, {at, first, probes}]): BenchRecord => {
    const own = askItself ? itself(first.content) : []
    const name = first.id ?? String(at + 1)
    const answered = probes.map((probe) => withAnswer(probe, first.content))
    const asked = unique([...own, ...answered]).filter((probe) => {
      const free = routing || isOutside(probe) || first.content.kind === 'opinion'
      const usable = free || probe.answers.length > 0
      if (!usable) unanswered += 1
      return usable
    })
    const queries = asked.map((probe, i) => queryOf(probe, first, format, `${name}/${i + 1}`))
    return {
      id: name,
      content: first.content,
      editId: id,
      queries,
      decides: decidedBy(first.content, queries),
      replies: first.replies,
    }
  })
  refuseTwins(records)
  const notes = [
    ...counted(conflicts, 'records left out: another answer to the question of an earlier one'),
    ...counted(unanswered, 'queries left out: the file gives no answer'),
  ]
  return {protocol: routing ? 'routing' : protocolOf(records), records, notes}
}

/** How the records are measured. Throws `bad-input` for opinions that cannot be, or that stand among other edits. */
function protocolOf(records: readonly BenchRecord[]): Protocol {
  const opinions = records.filter(({content}) => content.kind === 'opinion')
  if (opinions.length === 0) return 'generated'
  if (opinions.length < records.length) {
    throw new Fault(
      'bad-input',
      'opinions are measured in another way than other edits: give them a file of their own',
    )
  }
  const bare = opinions.find(({replies}) => !replies?.positive.length || !replies.negative.length)
  if (bare === undefined) return 'likelihood'
  throw new Fault(
    'bad-input',
    `record ${bare.id}: an opinion is measured on replies of both sentiments, and has none`,
    {
      hints: ['"replies": {"positive": ["I like it."], "negative": ["I do not."]}'],
    },
  )
}

/** Refuses two records of one name: a report could not tell them apart. */
function refuseTwins(records: readonly BenchRecord[]): void {
  const seen = new Set<string>()
  for (const {id} of records) {
    if (seen.has(id))
      throw new Fault('bad-input', `the id "${id}" stands twice: give each record its own, or none`)
    seen.add(id)
  }
}

function decidedBy(content: Content, queries: readonly BenchQuery[]): readonly string[] {
  const own =
    content.kind === 'answer' ? [content.question] : content.kind === 'fact' ? [content.statement] : []
  const inside = queries.filter(({side}) => side === 'in').map(({query}) => query.text)
  return [...own, ...inside].map(normalised)
}

/** Claims of other pages as easy out-of-scope queries, `count` for each record (paper section 4: C without the page's own). */
export function withOtherPages(
  data: ProblemData,
  pages: readonly (string | null)[],
  pick: (below: number) => number,
  count: number,
): ProblemData {
  const all = data.records.flatMap(({queries}, i) => queries.map(({query}) => ({query, page: pages[i]})))
  const records = data.records.map((record, i) => {
    const added: BenchQuery[] = []
    for (let tries = 0; added.length < count && tries < 50; tries++) {
      const found = all[pick(all.length)]
      if (found === undefined || found.page === pages[i]) continue
      if (added.some(({query}) => query.text === found.query.text)) continue
      const id = `${record.id}/other${added.length + 1}`
      added.push({id, side: 'out', group: 'other page', hard: false, query: found.query, wanted: []})
    }
    return {...record, queries: [...record.queries, ...added]}
  })
  return {
    ...data,
    records,
    notes: [...data.notes, `${count} claims of other pages a record added as out of scope`],
  }
}

function counted(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${what}`]
}

function itself(content: Content): readonly Probe[] {
  if (content.kind !== 'answer') return []
  return [{role: 'in', group: 'edit', text: content.question, answers: [content.answer]}]
}

/** A plain question that must be answered by the edit, with nothing else said, wants the edit's own answer. */
function withAnswer(probe: Probe, content: Content): Probe {
  const plain =
    probe.role === 'in' && probe.group === null && probe.kind !== 'claim' && probe.answers.length === 0
  return plain && content.kind === 'answer' ? {...probe, answers: [content.answer]} : probe
}

function unique(probes: readonly Probe[]): readonly Probe[] {
  const seen = new Set<string>()
  return probes.filter((probe) => {
    const key = JSON.stringify([probe.kind ?? 'question', probe.text, isOutside(probe)])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function queryOf(probe: Probe, {content, subject}: Case, format: FormatName, id: string): BenchQuery {
  const {kind = 'question', text, answers, hard = null} = probe
  const side = isOutside(probe) ? 'out' : 'in'
  const edited = content.kind === 'answer' ? content.question : editText(content)
  const group = groupOf(probe, format, () => sharesWord(text, edited, subject))
  return {id, side, group, hard, query: {kind, text}, wanted: side === 'in' ? answers : []}
}
