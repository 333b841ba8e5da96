import * as v from 'valibot'
import type {Content, Edit, GivenNotes} from '../edit.js'
import {FieldFault, has, instant, parseFields, text} from './fields.js'
import type {Case, Format, Probe} from './format.js'

const list = v.optional(v.array(text))
/** A test question: its text alone or, for the bench, with what it is and what is right. */
const item = v.union([
  text,
  v.strictObject({
    question: v.optional(text),
    claim: v.optional(text),
    answers: list,
    type: v.optional(text),
    hard: v.optional(v.boolean()),
  }),
])
const items = v.optional(v.array(item))
const schema = v.strictObject({
  id: v.optional(text),
  relation: v.optional(text),
  page: v.optional(text),
  subject: v.optional(text),
  question: v.optional(text),
  answer: v.optional(text),
  fact: v.optional(text),
  topic: v.optional(text),
  sentiment: v.optional(v.picklist(['positive', 'negative'])),
  tags: list,
  source: v.optional(text),
  reason: v.optional(text),
  author: v.optional(text),
  validUntil: v.optional(v.nullable(instant)),
  in: items,
  out: items,
  replies: v.optional(v.strictObject({positive: v.array(text), negative: v.array(text)})),
})

/** Our own JSONL: one object a line, nothing lost. Unknown fields are refused, for a typo would lose a note. */
export const seracFormat: Format = {
  name: 'serac',
  layout: 'one JSON object a line with question and answer, or fact, or topic and sentiment',
  container: 'jsonl',
  matches: (value) =>
    has(value, 'question', 'answer') || has(value, 'fact') || has(value, 'topic', 'sentiment'),
  read: readRecord,
  write: writeRecord,
}

function readRecord(value: unknown): Case {
  const record = parseFields(schema, value)
  const {id, subject, page, replies, in: inside, out: outside} = record
  return {
    content: contentOf(record),
    notes: notesOf(record),
    subject: subject ?? page ?? null,
    truth: [],
    probes: [...(inside ?? []).map(probeOf('in')), ...(outside ?? []).map(probeOf('out'))],
    ...(id !== undefined && {id}),
    ...(replies !== undefined && {replies}),
  }
}

function probeOf(side: 'in' | 'out'): (given: v.InferOutput<typeof item>, at: number) => Probe {
  return (given, at) => {
    if (typeof given === 'string') return {role: side, group: null, text: given, answers: []}
    const {question, claim, answers = [], type = null, hard} = given
    const asked = question ?? claim
    if (asked === undefined || (question !== undefined && claim !== undefined)) {
      throw new FieldFault(`${side}.${at}`, `field "${side}.${at}": a question or a claim expected`)
    }
    const kind = question === undefined ? 'claim' : 'question'
    return {role: side, group: type, text: asked, answers, kind, ...(hard !== undefined && {hard})}
  }
}

function contentOf({question, answer, fact, topic, sentiment}: v.InferOutput<typeof schema>): Content {
  const kinds = [question ?? answer, fact, topic ?? sentiment].filter((given) => given !== undefined)
  if (kinds.length > 1)
    throw new FieldFault(null, 'an edit has question and answer, or fact, or topic and sentiment')
  if (fact !== undefined) return {kind: 'fact', statement: fact}
  if (topic !== undefined || sentiment !== undefined) {
    if (topic === undefined) throw new FieldFault('topic', 'field "topic" is missing')
    if (sentiment === undefined) throw new FieldFault('sentiment', 'field "sentiment" is missing')
    return {kind: 'opinion', topic, sentiment}
  }
  if (question === undefined) throw new FieldFault('question', 'field "question" is missing')
  if (answer === undefined) throw new FieldFault('answer', 'field "answer" is missing')
  return {kind: 'answer', question, answer}
}

function notesOf({
  tags,
  source,
  reason,
  author,
  validUntil,
  in: inside,
  out,
}: v.InferOutput<typeof schema>): GivenNotes {
  return {
    ...(tags !== undefined && {tags}),
    ...(source !== undefined && {source}),
    ...(reason !== undefined && {reason}),
    ...(author !== undefined && {author}),
    ...(validUntil !== undefined && {validUntil}),
    // Those that hold something become probes.
    ...(inside?.length === 0 && {in: []}),
    ...(out?.length === 0 && {out: []}),
  }
}

function writeRecord(edit: Pick<Edit, 'notes'> & Content): unknown {
  return {...texts(edit), ...edit.notes}
}

/** The texts of an edit under the names that this format gives them. */
function texts(content: Content): Readonly<Record<string, string>> {
  switch (content.kind) {
    case 'answer':
      return {question: content.question, answer: content.answer}
    case 'fact':
      return {fact: content.statement}
    case 'opinion':
      return {topic: content.topic, sentiment: content.sentiment}
  }
}
