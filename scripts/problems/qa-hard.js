import {chance} from './chance.js'
import {draw, stock} from './edits.js'
import {hard} from './inside.js'
import {outsider} from './outside.js'
import {EACH, record} from './qa.js'

/** Records with the hard queries of a part: implied, true and false ones in scope; near neighbours out of it. */
export function hardRecords(part, each, seed, name) {
  const store = stock(part)
  const {edits, spare} = draw(store, each, seed)
  const luck = chance(seed, name)
  const {sameSubject, sameRelation, random} = outsider({store, spare, taken: new Set(), luck})
  const out = (edit) =>
    [sameSubject, sameRelation, random].flatMap((make) => [make(edit, true), make(edit, false)])
  return edits.map((edit) => record(edit, {in: hard(edit, store, luck), out: out(edit)}))
}

/** qa-hard: the edits of qa with hard queries. */
export function make(seed) {
  return hardRecords('evaluation', EACH, seed, 'qa-hard')
}
