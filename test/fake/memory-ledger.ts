import type {Change, Ledger, Payload, Record, State} from '../../src/core/ledger/ledger.js'
import {encode, noHash} from '../../src/core/ledger/record.js'
import {digest, emptyState, fold, plan} from '../../src/core/ledger/state.js'

/** A ledger that lives as long as the program. Time stands still at `time`. */
export function memoryLedger(time = '2026-01-01T00:00:00.000Z'): Ledger {
  const records: Record[] = []
  let state: State = emptyState
  const head = () => ({seq: records.length, hash: records.at(-1)?.hash ?? noHash})

  function seal(payload: Payload, i: number, payloads: readonly Payload[]): Record {
    const {seq, hash} = head()
    const {record} = encode(hash, {seq: seq + 1, time, commit: [i + 1, payloads.length], payload})
    records.push(record)
    return record
  }

  return {
    async read(since = 0) {
      return {records: records.slice(Math.max(0, since)), head: head()}
    },
    async append(changes: readonly Change[]) {
      const {payloads, outcomes} = plan(state, changes)
      state = fold(payloads.map(seal), state)
      return {outcomes, head: head(), digest: digest(state), warnings: []}
    },
    async close() {},
  }
}
