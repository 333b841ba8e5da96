import {execFile} from 'node:child_process'
import {mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'

export const bin = join(import.meta.dirname, '..', 'bin', 'run.js')

const roles = [
  'mayor',
  'head coach',
  'chief engineer',
  'archivist',
  'harbour master',
  'conductor',
  'editor',
  'treasurer',
]
const first = [
  'Ada',
  'Bruno',
  'Chloé',
  'Dmitri',
  'Esra',
  'Farid',
  'Greta',
  'Hiro',
  'Ines',
  'Jonas',
  'Kofi',
  'Lena',
]
const last = [
  'Brenn',
  'Castell',
  'Dorval',
  'Eklund',
  'Farkas',
  'Grosz',
  'Hollis',
  'Ibarra',
  'Jansky',
  'Kestrel',
]
const stem = ['Kal', 'Mor', 'Ost', 'Tal', 'Ver', 'Wen', 'Bro', 'Cal', 'Dun', 'Fen', 'Gar', 'Hol', 'Ist']
const end = ['dor', 'wick', 'haven', 'mouth', 'stad', 'burg', 'ville', 'field', 'grad', 'minster']

/** The n-th of at most 1,040 made-up edits, all on different subjects. */
export function madeUp(n) {
  const role = roles[n % roles.length]
  const town = stem[n % stem.length] + end[Math.floor(n / stem.length) % end.length]
  const name = `${first[n % first.length]} ${last[Math.floor(n / 7) % last.length]}`
  return {
    question: `Who is the ${role} of ${town}?`,
    answer: name,
    reworded: `Which person is ${town}'s ${role}?`,
  }
}

/** Questions that none of the made-up edits decides. */
export const outside = [
  'What is the capital of Peru?',
  'How many legs does a spider have?',
  'Who wrote Pride and Prejudice?',
  'What is the boiling point of water?',
  'Why is the sky blue?',
  'What language is spoken in Brazil?',
  'Which planet is the largest?',
  'When did the first person walk on the moon?',
]

/** A temporary data folder whose ledger holds `count` made-up edits; returns the environment that selects it. */
export async function ledgerOf(count) {
  const folder = mkdtempSync(join(tmpdir(), 'serac-perf-'))
  const env = {...process.env, SERAC_DATA_DIR: folder, NO_COLOR: '1'}
  if (count === 0) return env
  const file = join(folder, 'edits.jsonl')
  const lines = Array.from({length: count}, (_, n) => {
    const {question, answer} = madeUp(n)
    return JSON.stringify({question, answer})
  })
  writeFileSync(file, `${lines.join('\n')}\n`)
  await promisify(execFile)(process.execPath, [bin, 'edit', 'add', '--file', file, '--quiet'], {env})
  return env
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** `median (least to greatest)` with a unit. */
export function spread(values, unit = 'ms') {
  const round = (value) => (value >= 100 ? Math.round(value) : value.toPrecision(3))
  return `${round(median(values))} ${unit} (${round(Math.min(...values))} to ${round(Math.max(...values))})`
}
