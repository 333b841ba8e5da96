import {names} from './source/read.js'

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
/** What may stand for a sign of a code: a nation's mark of aircraft, a letter, a digit. */
const SIGNS = {
  N: ['PH', 'SE', 'OH', 'LN', 'EI', 'SP', 'HB', 'OE', 'OY', 'CS'],
  L: [...'ABCDEFGHJKLMNPRSTUVWXYZ'],
  D: [...'123456789'],
}

/** Answers that are drawn, by form; `more` is what follows the form in a source file. */
const FORMS = {
  number: ([low, high, ...unit], luck) => `${luck.whole(+low, +high)} ${unit.join(' ')}`,
  year: ([low, high], luck) => String(luck.whole(+low, +high)),
  date: ([low, high], luck) => `${luck.whole(1, 28)} ${luck.pick(MONTHS)} ${luck.whole(+low, +high)}`,
  code: ([form], luck) => form.replaceAll(/[NLD]/g, (sign) => luck.pick(SIGNS[sign])),
  person: (_, luck) => {
    const {first, last} = names()
    return `${luck.pick(first)} ${luck.pick(last)}`
  },
}

const inside = (a, b) => a.toLowerCase().includes(b.toLowerCase())

/** Is neither answer a part of the other? */
export function apart(a, b) {
  return !inside(a, b) && !inside(b, a)
}

/** `count` different answers of a relation, in random order; fewer than that in the source is an error. */
export function answers(relation, count, luck) {
  if (Array.isArray(relation.answers)) {
    if (relation.answers.length < count)
      throw new Error(`${relation.name}: ${count} answers wanted, ${relation.answers.length} known`)
    return luck.some(relation.answers, count)
  }
  const {form, more} = relation.answers
  const found = new Set()
  while (found.size < count) found.add(FORMS[form](more, luck))
  return [...found]
}

/** Another answer of the relation, apart from the given one. */
export function another(relation, answer, luck) {
  for (;;) {
    const value = answers(relation, 1, luck)[0]
    if (apart(value, answer)) return value
  }
}
