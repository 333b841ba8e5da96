import {editText} from '../core/edit.js'
import type {FaultCode} from '../core/fault.js'
import {shortIds} from '../core/ledger/id.js'
import type {Explained} from '../core/open.js'
import {clip, oneLine} from './render.js'
import type {Style} from './style.js'

/** An answer as scripts read it. */
export interface AnswerJson {
  readonly question: string
  readonly answer: string
  readonly source: 'edit' | 'base'
  readonly edit: string | null
  readonly beta: number | null
  readonly ms: number
  readonly explain?: ExplainJson
}

export interface ExplainJson {
  readonly threshold: number
  readonly nearest: readonly {
    readonly edit: string
    readonly text: string
    readonly score: number
    readonly stages: Readonly<Record<string, number>>
  }[]
}

/** A question of a pipe that got no answer; a blank line has no error either. */
export interface Refused {
  readonly question: string
  readonly error: {readonly code: FaultCode; readonly message: string} | null
}

export type Reply = Explained | Refused

/** A reply as scripts read it; null for a blank line. */
export function replyJson(reply: Reply, explain: boolean): AnswerJson | Refused | null {
  if ('error' in reply) return reply.error === null ? null : reply
  const {query, text, source, edit, beta, ms, threshold, nearest} = reply
  const told = {question: query.text, answer: text, source, edit, beta, ms: Math.round(ms * 10) / 10}
  if (!explain) return told
  const list = nearest.map((match) => ({
    edit: match.edit.id,
    text: editText(match.edit),
    score: match.score,
    stages: match.stages,
  }))
  return {...told, explain: {threshold, nearest: list}}
}

/** Why an answer came from where it came: route, threshold, nearest edits with the score of each stage. */
export function explainLines(answer: Explained, style: Style): string[] {
  const {colour, width} = style
  const {source, beta, threshold, nearest, edit} = answer
  const short = shortIds(nearest.map((match) => match.edit.id))
  const scored = beta === null ? 'no edit was considered' : `beta ${beta.toFixed(3)}`
  const bound = Number(threshold.toPrecision(4))
  const route =
    source === 'edit'
      ? `edit ${short(edit ?? '')}: ${scored} is at least the threshold ${bound}`
      : `base: ${scored}${beta === null ? '' : ` is below the threshold ${bound}`}`
  const rows = nearest.map((match) => {
    const stages = Object.entries(match.stages).map(([name, score]) => `${name} ${score.toFixed(3)}`)
    const head = `    ${short(match.edit.id)}  ${match.score.toFixed(3)}  (${stages.join(', ')})  `
    return head + clip(oneLine(editText(match.edit), style), Math.max(20, width - head.length))
  })
  return [`  ${colour.dim('route')} ${route}`, ...rows.map((row) => colour.dim(row))]
}
