import {chance} from './chance.js'
import {draw, stock} from './edits.js'
import {easy} from './inside.js'
import {outsider} from './outside.js'

/** How many edits each relation has, in qa and qa-hard. */
export const EACH = 28

/** An edit as a record has it. */
export const record = ({id, relation, subject, question, answer}, scope) => ({
  id,
  relation: relation.name,
  subject,
  question,
  answer,
  ...scope,
})

/** qa: an edit, three rewordings of its question, three other questions. */
export function make(seed) {
  const store = stock('evaluation')
  const {edits, spare} = draw(store, EACH, seed)
  const luck = chance(seed, 'qa')
  const {random} = outsider({store, spare, taken: new Set(), luck})
  return edits.map((edit) =>
    record(edit, {in: easy(edit, 3, luck), out: [random(edit), random(edit), random(edit)]}),
  )
}
