import * as Flags from '@oclif/core/flags'
import {resolveId, shortIds} from '../core/ledger/id.js'
import type {Change} from '../core/ledger/ledger.js'
import {openLedger, stateOf} from '../core/open-ledger.js'
import {SeracCommand} from './base-command.js'
import {unlessAborted} from './interrupt.js'
import {outcomeLine, type OutcomeJson} from './outcome-view.js'

/** What `edit rm` and `edit restore` return. */
export interface ChangedJson {
  readonly edits: readonly OutcomeJson[]
  /** The last record of the ledger, and the digest of its live edits. */
  readonly seq: number
  readonly digest: string
}

export interface Why {
  readonly ledger?: string | undefined
  readonly reason?: string | undefined
  readonly author?: string | undefined
}

/** A command that changes known edits by their ids, all or none. */
export abstract class ChangeCommand extends SeracCommand {
  static override flags = {
    reason: Flags.string({description: 'Why; kept in the history.', helpValue: 'TEXT'}),
    author: Flags.string({description: 'Who; kept in the history.', helpValue: 'NAME'}),
  }

  protected async change(
    op: 'remove' | 'restore',
    ids: readonly string[],
    {ledger: path, reason, author}: Why,
  ): Promise<ChangedJson> {
    const ledger = await openLedger(this.settings({ledger: path}).settings.ledger)
    try {
      const state = await stateOf(ledger)
      const notes = {...(reason !== undefined && {reason}), ...(author !== undefined && {author})}
      const changes = ids.map((id): Change => ({op, id: resolveId(state, id), notes}))
      const {outcomes, head, digest, warnings} = await unlessAborted(ledger.append(changes), this.signal)
      for (const warning of warnings) this.caution(warning)
      const short = shortIds(state.known.keys())
      for (const outcome of outcomes) await this.out(this.quiet ? outcome.id : outcomeLine(outcome, short))
      return {edits: outcomes, seq: head.seq, digest}
    } finally {
      // After Ctrl-C an append may still wait for the lock: nobody waits for it then, the process ends.
      if (!this.signal.aborted) await ledger.close()
    }
  }
}
