import {another} from './answers.js'
import {alias, bare, fill} from './wording.js'

/** Wordings of the edit's relation other than the edit's own, in random order. */
export function rewordings(edit, luck) {
  return luck
    .shuffled([...edit.relation.edit, ...edit.relation.ask])
    .filter((wording) => wording !== edit.wording)
}

const asked = (wording, {subject, answer}, type, hard = false) => ({
  question: fill(wording, subject),
  answers: [answer],
  type,
  hard,
})

/** In-scope questions of qa: rewordings, nothing else. */
export function easy(edit, count, luck) {
  return rewordings(edit, luck)
    .slice(0, count)
    .map((wording) => asked(wording, edit, 'rephrase'))
}

/** In-scope queries of qa-hard: two rewordings, an open sentence, an alias where there is one, two implied ones, two claims. */
export function hard(edit, store, luck) {
  const [first, second, third] = rewordings(edit, luck).filter((wording) => wording.includes('[S]'))
  const short = alias(edit.subject, edit.relation.type, store.surnames)
  return [
    asked(first, edit, 'rephrase'),
    asked(second, edit, 'rephrase'),
    asked(luck.pick(edit.relation.open), edit, 'statement'),
    ...(short ? [asked(third, {...edit, subject: short}, 'alias', true)] : []),
    ...implied(edit, luck),
    ...claims(edit, luck),
  ]
}

function implied({relation, subject, answer}, luck) {
  const answers = [...new Set([subject, bare(subject)])]
  return luck
    .some(relation.implied, 2)
    .map((wording) => ({question: fill(wording, '', answer), answers, type: 'implied', hard: true}))
}

/** One true and one false claim; in two edits of five, one of them by negation. */
function claims({relation, subject, answer}, luck) {
  const wrong = another(relation, answer, luck)
  const says = (value) => fill(luck.pick(relation.claim), subject, value)
  const denies = (value) => fill(luck.pick(relation.denial), subject, value)
  const style = luck.next()
  const [yes, no] =
    style < 0.6
      ? [says(answer), says(wrong)]
      : style < 0.8
        ? [says(answer), denies(answer)]
        : [denies(wrong), says(wrong)]
  const claim = (text, truth) => ({claim: text, answers: [truth], type: 'true-false', hard: true})
  return [claim(yes, 'True'), claim(no, 'False')]
}
