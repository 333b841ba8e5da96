import {answers} from './answers.js'
import {chance} from './chance.js'
import {beside, relations, subjects} from './source/read.js'
import {fill} from './wording.js'

const EVALUATION = [
  'people.txt',
  'works.txt',
  'organisations.txt',
  'places.txt',
  'landscape.txt',
  'craft.txt',
]
const DEVELOPMENT = ['development.txt', 'development-daily.txt']

/** Everything that a problem is made from: relations, further questions and names of one of the two parts. */
export function stock(part) {
  const found = part === 'development' ? relations(...DEVELOPMENT) : relations(...EVALUATION)
  const types = new Set(found.map((relation) => relation.type))
  const named = new Map([...subjects()].filter(([type]) => types.has(type)))
  return {part, relations: found, beside: beside(), subjects: named, surnames: surnames(named)}
}

function surnames(named) {
  const counts = new Map()
  for (const name of [...named.values()].flat()) {
    const last = name.split(' ').at(-1)
    counts.set(last, (counts.get(last) ?? 0) + 1)
  }
  return counts
}

/**
 * `each` edits of every relation, in random order, and the names that are left over for questions out of scope:
 * `{edits: [{id, relation, subject, question, answer}], spare: Map of type -> names}`. A subject has one edit; an answer
 * is given once in a relation.
 */
export function draw(store, each, seed) {
  const luck = chance(seed, `edits of ${store.part}`)
  const spare = new Map([...store.subjects].map(([type, names]) => [type, luck.shuffled(names)]))
  const made = []
  for (const relation of store.relations) {
    const given = answers(relation, each, luck)
    const names = spare.get(relation.type).splice(0, each)
    if (names.length < each) throw new Error(`${relation.name}: too few subjects of type ${relation.type}`)
    names.forEach((subject, i) => {
      const wording = luck.pick(relation.edit)
      made.push({relation, subject, wording, question: fill(wording, subject), answer: given[i]})
    })
  }
  const mark = store.part === 'development' ? 'dev' : 'qa'
  const edits = luck
    .shuffled(made)
    .map((edit, i) => ({id: `${mark}-${String(i + 1).padStart(4, '0')}`, ...edit}))
  return {edits, spare}
}
