import type {Change, State} from './ledger.js'
import {fold, plan} from './state.js'

/** The state as it would be after `changes`, made at `now`; nothing is written. Throws as `Ledger.append` would. */
export function pretend(state: State, changes: readonly Change[], now: Date): State {
  const {payloads} = plan(state, changes)
  const time = now.toISOString()
  const records = payloads.map((payload, i) => ({
    seq: state.seq + i + 1,
    time,
    commit: [i + 1, payloads.length] as const,
    payload,
    hash: '',
  }))
  return fold(records, state)
}
