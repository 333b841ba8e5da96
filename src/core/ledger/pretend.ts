import type {Change, Outcome, State} from './ledger.js'
import {fold, plan} from './state.js'

/** What changes would come to. */
export interface Rehearsal {
  readonly outcomes: readonly Outcome[]
  /** The state after them. */
  readonly state: State
}

/** The state as it would be after `changes`, made at `now`; nothing is written. Throws as `Ledger.append` would. */
export function pretend(state: State, changes: readonly Change[], now: Date): State {
  return rehearse(state, changes, now).state
}

/** As `pretend`, with the outcome of each change. */
export function rehearse(state: State, changes: readonly Change[], now: Date): Rehearsal {
  const {payloads, outcomes} = plan(state, changes)
  const time = now.toISOString()
  const records = payloads.map((payload, i) => ({
    seq: state.seq + i + 1,
    time,
    commit: [i + 1, payloads.length] as const,
    payload,
    hash: '',
  }))
  return {outcomes, state: fold(records, state)}
}
