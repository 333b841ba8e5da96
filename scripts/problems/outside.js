import {fill} from './wording.js'

const words = (text) => new Set(text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? [])

const prefix = (a, b) => {
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return i
}

/** How alike two names look: words in common, and letters in common at the start of the words. */
function likeness(a, b) {
  const [left, right] = [[...words(a)], [...words(b)]]
  return left.reduce(
    (sum, word) => sum + Math.max(0, ...right.map((other) => prefix(word, other) / word.length)),
    0,
  )
}

/** Makes questions that no edit decides, each text once in a problem. */
export function outsider({store, spare, taken, luck}) {
  const fresh = (makes) => {
    for (let i = 0; i < 200; i++) {
      const text = makes(i)
      if (!taken.has(text)) {
        taken.add(text)
        return text
      }
    }
    throw new Error('no question left that was not asked yet')
  }
  const ofType = (type) => store.relations.filter((relation) => relation.type === type)
  const types = [...spare.keys()]
  const wordings = (relation) => [...relation.edit, ...relation.ask]

  /** Other relations of the edit's subject: one that is edited elsewhere, if its type has any, then a further question. */
  const sameSubject = ({relation, subject}, first) => {
    const others = ofType(relation.type).filter((other) => other !== relation)
    const known = first && others.length ? wordings(luck.pick(others)) : store.beside.get(relation.type)
    return {question: fresh(() => fill(luck.pick(known), subject)), type: 'same-subject', hard: true}
  }
  /** The edit's relation, asked of a name that no edit is about and that looks like the subject. */
  const sameRelation = ({relation, subject}, first) => {
    const near = [...spare.get(relation.type)].sort((a, b) => likeness(subject, b) - likeness(subject, a))
    const from = first ? 0 : Math.min(3, near.length - 3)
    const question = fresh((tries) =>
      fill(luck.pick(wordings(relation)), luck.pick(near.slice(from, from + 3 + tries / 5))),
    )
    return {question, type: 'same-relation', hard: true}
  }
  /** Any other relation of any name that no edit is about. */
  const random = ({relation}) => {
    const question = fresh(() => {
      const type = luck.pick(types)
      const known = ofType(type).filter((other) => other !== relation)
      const wording =
        known.length && luck.next() < 0.5
          ? luck.pick(wordings(luck.pick(known)))
          : luck.pick(store.beside.get(type))
      return fill(wording, luck.pick(spare.get(type)))
    })
    return {question, type: 'random', hard: false}
  }
  return {sameSubject, sameRelation, random}
}
