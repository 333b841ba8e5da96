import type {Edit, Query} from '../edit.js'
import type {Counterfactual} from '../model/counterfactual.js'
import {modelOf, type Likelihood, type Model} from '../model/model.js'

/** Texts by key. What stands in it was made by the same models in the same way: a key names them. */
export interface Kept {
  get(key: string): string | undefined
  put(key: string, text: string): void
}

/** As `kept`, but `key` is a prefix: the identity of a model with its decoding. */
export interface Keeping {
  readonly kept: Kept
  readonly key: string
}

/** The same model; an answer or a likelihood that is kept is not made again. */
export function keptModel(model: Model, keeping: Keeping): Model {
  return modelOf(async (query, signal) => {
    const turn = await model.turn(query, signal)
    const key = JSON.stringify([keeping.key, query.kind, query.text])
    return {
      ...turn,
      speak: (speaking) => keptText(keeping.kept, key, () => turn.speak(speaking)),
      likelihood: turn.likelihood && keptLikelihood(turn.likelihood, keeping.kept, key),
    }
  })
}

/** The same counterfactual model; what is kept is not made again. */
export function keptCounterfactual(inner: Counterfactual, {kept, key: prefix}: Keeping): Counterfactual {
  const keyOf = (edit: Edit, query: Query): string =>
    JSON.stringify([prefix, edit.id, query.kind, query.text])
  return {
    answer: (edit, query, signal) =>
      keptText(kept, keyOf(edit, query), () => inner.answer(edit, query, signal)),
    likelihood(edit, query) {
      const found = inner.likelihood(edit, query)
      return found && keptLikelihood(found, kept, keyOf(edit, query))
    },
  }
}

function keptLikelihood(inner: Likelihood, kept: Kept, key: string): Likelihood {
  return {
    async average(replies, signal) {
      const name = `${key} average ${JSON.stringify(replies)}`
      const known: unknown = JSON.parse(kept.get(name) ?? 'null')
      if (Array.isArray(known)) return known.map(Number)
      const made = await inner.average(replies, signal)
      // JSON has no other numbers; a broken model must not come back as a good one.
      if (made.every(Number.isFinite)) kept.put(name, JSON.stringify(made))
      return made
    },
    logits: (reply, signal) => inner.logits(reply, signal),
  }
}

async function keptText(kept: Kept, key: string, make: () => Promise<string>): Promise<string> {
  const found = kept.get(key)
  if (found !== undefined) return found
  const text = await make()
  kept.put(key, text)
  return text
}
