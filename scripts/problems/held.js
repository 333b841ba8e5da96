import {createHash} from 'node:crypto'

/** Lower case, no accents, single spaces: the form in which training compares subjects (training/lib/split.py). */
export function normal(text) {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().split(/\s+/).filter(Boolean).join(' ')
}

/** True for the tenth of all subjects, by hash, that training never uses. */
export function held(subject) {
  return createHash('sha256').update(normal(subject)).digest()[0] % 10 === 0
}
