import {Fault} from '../fault.js'
import type {ProblemInfo, Report} from './report/report.js'

/** What a run is about to be compared with an older report on. */
export interface Comparing {
  readonly problems: readonly ProblemInfo[]
  /** Hashes of the base models. */
  readonly bases: readonly string[]
  readonly seed: number
  readonly maxTokens: number
  readonly perEdit: number | null
}

/**
 * Makes sure that the numbers of an older report can stand beside new ones: the same data, protocol, base model and
 * sampling. Another editor model is what the comparison is for. Throws `bad-input` naming what differs.
 */
export function checkComparable(old: Report, name: string, now: Comparing): void {
  const refuse = (what: string): never => {
    throw new Fault('bad-input', `${name} cannot be a baseline for this run: ${what}`, {
      hints: [
        `serac ${old.command.join(' ')}    repeats the old run`,
        'make a new baseline with --report NEW.json',
      ],
    })
  }
  if (old.partial) refuse('it was stopped before its end')
  for (const problem of now.problems) {
    const known = old.problems.find((other) => other.name === problem.name)
    if (known === undefined) return refuse(`it has no problem ${problem.name}`)
    if (known.version !== problem.version)
      refuse(`its ${problem.name} is version ${known.version}, not ${problem.version}`)
    if (known.sha256 !== problem.sha256) refuse(`its ${problem.name} has other data`)
    if (known.edits !== problem.edits)
      refuse(`it used ${known.edits} edits of ${problem.name}, not ${problem.edits}`)
  }
  const other = old.runs.find(({base}) => !now.bases.includes(base.hash))
  if (other !== undefined)
    refuse(`it was run on another base model (${other.base.name}, ${other.base.hash.slice(0, 12)})`)
  if (old.seed !== now.seed) refuse(`its seed is ${old.seed}, not ${now.seed}`)
  if (old.maxTokens !== now.maxTokens)
    refuse(`its answers may have ${old.maxTokens} tokens, not ${now.maxTokens}`)
  if (old.perEdit !== now.perEdit)
    refuse(`it asked ${old.perEdit ?? 'all'} queries an edit, not ${now.perEdit ?? 'all'}`)
}
