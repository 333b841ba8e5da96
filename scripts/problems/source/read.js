import {readFileSync} from 'node:fs'

const lines = (name) =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))

const LETTER = {
  e: 'edit', // a question that an edit may ask
  q: 'ask', // another wording of it
  l: 'ask', // one in lower case, the subject too
  s: 'open', // a sentence to complete
  c: 'claim', // the fact as a statement
  n: 'denial', // its negation
  i: 'implied', // a question that gives the answer and asks for the subject
}

/**
 * Relations of the files named, in order: `{name, type, noun, edit, ask, open, claim, denial, implied, answers}`. [S] stands for
 * the subject, [O] for the answer; `answers` is a list, or `{form, more}` for ones that are drawn.
 */
export function relations(...names) {
  const found = []
  for (const line of names.flatMap((name) => lines(name))) {
    const [, letter, text] = /^(\S) (.*)$/.exec(line)
    if (letter === '=') {
      const [name, type, noun] = text.split(' | ')
      found.push({name, type, noun, edit: [], ask: [], open: [], claim: [], denial: [], implied: []})
      continue
    }
    const relation = found.at(-1)
    if (letter === 'o') relation.answers = text.startsWith('@') ? drawn(text) : text.split('; ')
    else relation[LETTER[letter]].push(text)
  }
  return found
}

function drawn(text) {
  const [form, ...more] = text.slice(1).split(' ')
  return {form, more}
}

/** Further questions by subject type: other properties, which no relation here decides. */
export function beside() {
  return new Map(
    lines('beside.txt')
      .map((line) => line.split(' | '))
      .map(([type, ...asked]) => [type, asked]),
  )
}

/** Subjects by type. */
export function subjects() {
  return new Map(
    lines('subjects.txt')
      .map((line) => line.split(' | '))
      .map(([type, names]) => [type, names.split('; ')]),
  )
}

/** First and last names for answers that are people. */
export function names() {
  const [first, last] = lines('answer-names.txt').map((line) => line.split(' '))
  return {first, last}
}
