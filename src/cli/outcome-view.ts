import type {EditId} from '../core/edit.js'
import type {Outcome} from '../core/ledger/ledger.js'

/** What became of a change, as scripts read it. */
export interface OutcomeJson {
  readonly id: EditId
  readonly status: Outcome['status']
  readonly superseded: EditId | null
}

/** The command that takes a change back, or null when it wrote nothing that can be. */
export function undoOf({status, id, superseded}: OutcomeJson, short: (id: EditId) => string): string | null {
  if (superseded !== null) return `serac edit restore ${short(superseded)}`
  if (status === 'added' || status === 'restored') return `serac edit rm ${short(id)}`
  if (status === 'removed') return `serac edit restore ${short(id)}`
  return null
}

const done: {readonly [S in Outcome['status']]: string} = {
  added: 'recorded',
  noted: 'is live already; its notes were changed',
  removed: 'removed',
  restored: 'restored',
  unchanged: 'is as you want it already; nothing was written',
}
const wouldBe: {readonly [S in Outcome['status']]: string} = {
  added: 'would be recorded',
  noted: 'is live already; its notes would be changed',
  removed: 'would be removed',
  restored: 'would be restored',
  unchanged: 'is as you want it already; nothing would be written',
}

/** What happened and how to undo it, on one line. A dry run says what would happen. */
export function outcomeLine(outcome: OutcomeJson, short: (id: EditId) => string, dryRun = false): string {
  const {id, status, superseded} = outcome
  const what = (dryRun ? wouldBe : done)[status]
  const instead = superseded === null ? '' : `, superseding ${short(superseded)}`
  const undo = dryRun ? null : undoOf(outcome, short)
  return `edit ${short(id)} ${what}${instead}${undo === null ? '' : `        undo: ${undo}`}`
}
