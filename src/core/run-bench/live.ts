import {createHash} from 'node:crypto'
import {liveProblem} from '../bench/plan.js'
import {problemOf} from '../bench/problem.js'
import {isValid, type Edit} from '../edit.js'
import {Fault} from '../fault.js'
import type {Case} from '../format/format.js'
import {openLedger, stateOf} from '../open-ledger.js'
import {infoOf, type Problem} from './problem-files.js'

/** The test questions `in` and `out` of a ledger's live edits, which are all live together. Throws `bad-input` for none. */
export async function readLive(path: string, now: Date): Promise<Problem> {
  const ledger = await openLedger(path)
  try {
    const {live} = await stateOf(ledger)
    const cases = live.filter((edit) => isValid(edit, now)).map(caseOf)
    const data = problemOf(cases, {format: 'serac', askItself: false, routing: true})
    const sha256 = createHash('sha256').update(JSON.stringify(data.records)).digest('hex')
    const info = infoOf(data, {name: liveProblem, source: path, format: null, version: null, sha256})
    if (info.inside + info.outside > 0) return {data, info}
    throw new Fault('bad-input', `none of the ${live.length} live edits has test questions`, {
      hints: ['serac edit add "QUESTION" "ANSWER" --in "MUST HIT" --out "MUST NOT HIT"'],
    })
  } finally {
    await ledger.close()
  }
}

function caseOf(edit: Edit): Case {
  const asked = (role: 'in' | 'out', texts: readonly string[] = []): Case['probes'] =>
    texts.map((text) => ({role, group: null, text, answers: []}))
  const probes = [...asked('in', edit.notes.in), ...asked('out', edit.notes.out)]
  return {content: edit, notes: {}, subject: null, truth: [], probes, id: edit.id}
}
