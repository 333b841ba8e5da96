import {editText, type Edit} from '../edit.js'
import type {Counterfactual} from '../model/counterfactual.js'
import type {Model, Turn} from '../model/model.js'
import {divergence, matches, normalised, sentimentSuccess} from './metric.js'
import {sharesWord} from './probe-group.js'
import type {BenchQuery, BenchRecord} from './problem.js'
import type {ErrorKind, Outcome, Protocol} from './report/report.js'

/** One query put to an edited model. */
export interface Asking {
  readonly record: BenchRecord
  /** The live edit of the record. */
  readonly edit: Edit
  readonly query: BenchQuery
  readonly model: Model
  readonly base: Model
  /** Who answers in scope; null where `given` is not to be measured. */
  readonly counterfactual: Counterfactual | null
  /** Probability that a text is positive; null where replies are not to be judged. */
  readonly positive: ((text: string) => Promise<number>) | null
  /** Name of the record that an edit comes from. */
  readonly recordOf: (edit: string) => string | null
  readonly signal?: AbortSignal | undefined
}

/** What became of a query, by the way its problem is measured. Throws what a model throws. */
export async function outcomeOf(protocol: Protocol, asking: Asking): Promise<Outcome> {
  const {query, model, recordOf, signal} = asking
  const turn = await model.turn(query.query, signal)
  const [best] = turn.nearest
  const found = await measures[protocol](asking, turn)
  return {
    ...askedOf(asking),
    source: turn.source,
    beta: turn.beta,
    hit: turn.edit === null ? null : recordOf(turn.edit),
    nearest: best === undefined ? null : {text: editText(best.edit), score: best.score},
    ...found,
    error: errorOf(asking, turn, found.value),
  }
}

/** The outcome of a query that could not be answered, as one too long for the model: a failure, never a skip. */
export function failedOutcome(asking: Pick<Asking, 'record' | 'query'>, why: string): Outcome {
  const outside = asking.query.side === 'out'
  return {
    ...askedOf(asking),
    source: 'edit',
    answer: `no answer: ${why}`,
    base: null,
    beta: null,
    hit: null,
    nearest: null,
    value: outside ? 1 : 0,
    error: outside ? 'false-hit' : 'counterfactual-wrong',
    given: null,
    parts: {},
  }
}

/** What an outcome tells of its query, whatever became of it. */
function askedOf({record, query}: Pick<Asking, 'record' | 'query'>) {
  const {id, side, group, hard, wanted} = query
  return {id, record: record.id, side, group, hard, query: query.query, wanted}
}

type Found = Pick<Outcome, 'answer' | 'base' | 'value' | 'given' | 'parts'>
type Measure = (asking: Asking, turn: Turn) => Promise<Found>

/** Below this an in-scope value counts as a failure; out of scope any change does. */
const half = 0.5

function errorOf({query, record}: Asking, turn: Turn, value: number): ErrorKind | null {
  if (query.side === 'out') return value > 0 ? 'false-hit' : null
  if (value >= half) return null
  if (turn.source === 'base') return 'scope-miss'
  return turn.edit === record.editId || turn.edit === null ? 'counterfactual-wrong' : 'wrong-edit'
}

const generated: Measure = async (asking, turn) => {
  const {query, base, record, edit, counterfactual, signal} = asking
  if (query.side === 'out') {
    if (turn.source === 'base') return {answer: null, base: null, value: 0, given: null, parts: {}}
    const answer = await turn.speak(signal)
    const own = await (await base.turn(query.query, signal)).speak(signal)
    return {answer, base: own, value: normalised(answer) === normalised(own) ? 0 : 1, given: null, parts: {}}
  }
  const answer = await turn.speak(signal)
  const value = Number(matches(answer, query.wanted))
  const right = turn.edit === record.editId
  const given = right
    ? value
    : counterfactual === null
      ? null
      : Number(matches(await counterfactual.answer(edit, query.query, signal), query.wanted))
  return {answer, base: turn.source === 'base' ? answer : null, value, given, parts: {}}
}

const likelihood: Measure = async (asking, turn) => {
  const {query, base, signal} = asking
  const own = await base.turn(query.query, signal)
  if (query.side === 'in') return opinion(asking, turn, own)
  if (turn.source === 'base') return {answer: null, base: null, value: 0, given: null, parts: {}}
  const reply = await own.speak(signal)
  const [before, after] = [own.likelihood, turn.likelihood]
  if (before === null || after === null) throw new Error('the model gives no likelihoods')
  const value = divergence(await before.logits(reply, signal), await after.logits(reply, signal))
  return {answer: await turn.speak(signal), base: reply, value, given: null, parts: {}}
}

/** Equation 6 on the given replies, and what the edited model itself replies. */
async function opinion({record, positive, edit, signal}: Asking, turn: Turn, own: Turn): Promise<Found> {
  const {content, replies} = record
  if (
    content.kind !== 'opinion' ||
    replies === undefined ||
    turn.likelihood === null ||
    own.likelihood === null
  ) {
    throw new Error(`record ${record.id} cannot be measured by likelihoods`)
  }
  const wanted = replies[content.sentiment]
  const unwanted = replies[content.sentiment === 'positive' ? 'negative' : 'positive']
  const right = average(await turn.likelihood.average(wanted, signal))
  const wrong = average(await turn.likelihood.average(unwanted, signal))
  const before = average(await own.likelihood.average(wanted, signal))
  const {sent, topic, es} = sentimentSuccess(right, wrong, before)
  const answer = await turn.speak(signal)
  const judged =
    positive === null ? {} : {'wanted sentiment': await agrees(positive, answer, content.sentiment)}
  const [nats] = answer === '' ? [] : await own.likelihood.average([answer], signal)
  const parts = {
    z_sent: sent,
    z_topic: topic,
    ...judged,
    'on topic': Number(sharesWord(answer, content.topic, null)),
    'not empty': Number(answer !== ''),
    ...(nats !== undefined && {'nats a token under the base': -nats}),
  }
  return {answer, base: null, value: es, given: turn.edit === edit.id ? es : null, parts}
}

async function agrees(
  positive: (text: string) => Promise<number>,
  text: string,
  sentiment: 'positive' | 'negative',
): Promise<number> {
  return Number((await positive(text)) >= half === (sentiment === 'positive'))
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const routing: Measure = async ({record}, turn) => ({
  answer: null,
  base: null,
  value: Number(turn.edit === record.editId),
  given: null,
  parts: {},
})

const measures: Readonly<Record<Protocol, Measure>> = {generated, likelihood, routing}
