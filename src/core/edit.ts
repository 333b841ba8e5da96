import {hash} from 'node:crypto'
import {Fault} from './fault.js'

/** A question and the answer it must get from now on (paper section 3: x_e, y_e). */
export interface AnswerEdit {
  readonly kind: 'answer'
  readonly question: string
  readonly answer: string
}

/** A statement taken as true; questions and claims that it decides fall in its scope (the paper's FC setting). */
export interface FactEdit {
  readonly kind: 'fact'
  readonly statement: string
}

export type Sentiment = 'positive' | 'negative'

/** An opinion to hold on a topic (the paper's ConvSent setting). */
export interface OpinionEdit {
  readonly kind: 'opinion'
  readonly topic: string
  readonly sentiment: Sentiment
}

export type Content = AnswerEdit | FactEdit | OpinionEdit

/** What is kept with an edit and never changes its id. `in` and `out` are test questions that must and must not hit it. */
export interface Notes {
  readonly tags?: readonly string[]
  readonly source?: string
  readonly reason?: string
  readonly author?: string
  /** ISO 8601 instant from which the edit no longer applies. */
  readonly validUntil?: string
  readonly in?: readonly string[]
  readonly out?: readonly string[]
}

/** Notes as they come with a change: `validUntil: null` takes the date away. */
export type GivenNotes = Omit<Notes, 'validUntil'> & {readonly validUntil?: string | null}

/** 64 lower-case hex digits: SHA-256 of the canonical content. */
export type EditId = string

/** A live edit. `seq` is the record that made it live (the newer of two edits has the greater one). */
export type Edit = Content & {
  readonly id: EditId
  readonly seq: number
  /** ISO 8601, informational. */
  readonly time: string
  readonly notes: Notes
}

/** What is asked: a question, or a claim to be judged True or False. */
export interface Query {
  readonly kind: 'question' | 'claim'
  readonly text: string
}

/** Upper bound of any text of an edit, in UTF-16 code units: with a query it must fit the counterfactual model's context. */
export const maxText = 2_000

/** Upper bound of a query, in UTF-16 code units: more than any model's context can hold. */
export const maxQuery = 20_000

/** Trims and puts line ends to LF; nothing else changes. Throws `bad-input` for text that is empty, too long or not Unicode. */
export function cleanText(raw: string, what: string, max = maxText): string {
  if (!raw.isWellFormed()) throw new Fault('bad-input', `${what} is not valid Unicode (a lone surrogate)`)
  if (raw.includes('\0')) throw new Fault('bad-input', `${what} contains a NUL character`)
  const text = raw
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .trim()
  if (text === '') throw new Fault('bad-input', `${what} is empty`)
  if (text.length > max) {
    throw new Fault('bad-input', `${what} is ${text.length} characters long; at most ${max} are allowed`)
  }
  return text
}

/** A query in its canonical form. Throws `bad-input`, as `cleanText` does. */
export function canonicalQuery(query: Query): Query {
  return {kind: query.kind, text: cleanText(query.text, `the ${query.kind}`, maxQuery)}
}

/** The content in its canonical form. Idempotent. */
export function canonical(content: Content): Content {
  switch (content.kind) {
    case 'answer':
      return {
        kind: 'answer',
        question: cleanText(content.question, 'the question'),
        answer: cleanText(content.answer, 'the answer'),
      }
    case 'fact':
      return {kind: 'fact', statement: cleanText(content.statement, 'the fact')}
    case 'opinion':
      return {kind: 'opinion', topic: cleanText(content.topic, 'the topic'), sentiment: content.sentiment}
  }
}

/** The id of an edit: SHA-256 over the canonical JSON (RFC 8785) of its canonical content, texts in NFC. */
export function editId(content: Content): EditId {
  return canonicalId(canonical(content))
}

/** `editId` for content that is in its canonical form already, as in a ledger. (Keys in order, so that JSON is canonical.) */
export function canonicalId(content: Content): EditId {
  return hash('sha256', JSON.stringify(sorted(content)).normalize('NFC'), 'hex')
}

function sorted(content: Content): Content {
  switch (content.kind) {
    case 'answer':
      return {answer: content.answer, kind: content.kind, question: content.question}
    case 'fact':
      return {kind: content.kind, statement: content.statement}
    case 'opinion':
      return {kind: content.kind, sentiment: content.sentiment, topic: content.topic}
  }
}

/**
 * What an edit is about: two live edits never share it, the later supersedes the earlier.
 * Case, spacing and closing punctuation do not count. A statement has no such key but itself.
 */
export function subjectKey(content: Content): string {
  switch (content.kind) {
    case 'answer':
      return `answer:${loose(content.question)}`
    case 'fact':
      return `fact:${content.statement}`
    case 'opinion':
      return `opinion:${loose(content.topic)}`
  }
}

function loose(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s?.!:]+$/, '')
}

/** The one line of text that scope classifiers and people see for an edit. */
export function editText(content: Content): string {
  switch (content.kind) {
    case 'answer':
      return `${content.question} ${content.answer}`
    case 'fact':
      return content.statement
    case 'opinion':
      return `What do you think of ${content.topic}? ${content.sentiment}`
  }
}

/** Whether the edit still applies at the instant `now`. */
export function isValid(edit: {readonly notes: Notes}, now: Date): boolean {
  return edit.notes.validUntil === undefined || now < new Date(edit.notes.validUntil)
}
