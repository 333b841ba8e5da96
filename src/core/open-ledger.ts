import type {Ledger, State} from './ledger/ledger.js'
import {fold} from './ledger/state.js'

/** Opens a ledger alone: no model, nor the code that loads one. `path` is absolute and need not exist. */
export async function openLedger(path: string): Promise<Ledger> {
  const {openFileLedger} = await import('./ledger/file.js')
  return openFileLedger(path)
}

/** The state of a ledger now. */
export async function stateOf(ledger: Ledger): Promise<State> {
  const {records} = await ledger.read()
  return fold(records)
}
