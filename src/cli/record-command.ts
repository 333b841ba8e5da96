import {isValid, type EditId} from '../core/edit.js'
import {shortIds} from '../core/ledger/id.js'
import type {Change, State} from '../core/ledger/ledger.js'
import {rehearse} from '../core/ledger/pretend.js'
import {digest, fold} from '../core/ledger/state.js'
import {openLedger} from '../core/open-ledger.js'
import {SeracCommand} from './base-command.js'
import {unlessAborted} from './interrupt.js'
import type {Overlap} from './overlap.js'
import {outcomeLine, type OutcomeJson} from './outcome-view.js'
import type {CliSettings} from './settings.js'

/** What `edit add` and `edit import` return. */
export interface RecordedJson {
  readonly edits: readonly OutcomeJson[]
  /** The last record of the ledger and the digest of its live edits, after the commit. */
  readonly seq: number
  readonly digest: string
  readonly dryRun: boolean
  /** Live edits whose scope holds a new one; only with --check. */
  readonly overlaps?: readonly Overlap[]
}

type Shorten = (id: EditId) => string

/** More outcomes than these are summed up. */
const manyOutcomes = 10

/** A command that records new edits, all or none. */
export abstract class RecordCommand extends SeracCommand {
  protected async record(
    changes: readonly Change[],
    settings: CliSettings,
    {dryRun, check}: {readonly dryRun: boolean; readonly check: boolean},
  ): Promise<RecordedJson> {
    const overlaps = check ? await this.#overlaps(changes, settings) : null
    const ledger = await openLedger(settings.ledger)
    try {
      // All is read before the commit: after it, nothing may fail for what is recorded already.
      const {head, records} = await ledger.read()
      const now = new Date()
      const {outcomes, state} = rehearse(fold(records), changes, now)
      const receipt = dryRun
        ? {outcomes, head, digest: digest(state), warnings: []}
        : await unlessAborted(ledger.append(changes), this.signal)
      for (const warning of receipt.warnings) this.caution(warning)
      const short = shortIds(state.known.keys())
      this.#warnOfExpired(receipt.outcomes, state, now, short)
      await this.#tell(receipt.outcomes, short, dryRun)
      const json = {edits: receipt.outcomes, seq: receipt.head.seq, digest: receipt.digest, dryRun}
      return {...json, ...(overlaps !== null && {overlaps})}
    } finally {
      // After Ctrl-C an append may still wait for the lock: nobody waits for it then, the process ends.
      if (!this.signal.aborted) await ledger.close()
    }
  }

  #warnOfExpired(outcomes: readonly OutcomeJson[], state: State, now: Date, short: Shorten): void {
    const live = new Set(outcomes.map(({id}) => id))
    const expired = state.live.filter((edit) => live.has(edit.id) && !isValid(edit, now))
    const remedy = 'to let it answer again, add it with --valid-until none'
    if (expired.length > manyOutcomes) {
      return this.caution(`${expired.length} edits are no longer valid: they will not answer; ${remedy}`)
    }
    for (const {id, notes} of expired) {
      this.caution(
        `edit ${short(id)} is no longer valid since ${notes.validUntil}: it will not answer; ${remedy}`,
      )
    }
  }

  async #tell(outcomes: readonly OutcomeJson[], short: Shorten, dryRun: boolean): Promise<void> {
    if (this.quiet) for (const {id} of outcomes) await this.out(id)
    else if (outcomes.length <= manyOutcomes)
      for (const one of outcomes) await this.out(outcomeLine(one, short, dryRun))
    else await this.out(summary(outcomes, dryRun))
  }

  async #overlaps(changes: readonly Change[], settings: CliSettings): Promise<readonly Overlap[]> {
    const {findOverlaps} = await import('./overlap.js')
    const progress = await this.progress('loading models')
    try {
      const overlaps = await findOverlaps(changes, settings, this.signal)
      progress.stop()
      for (const {edit, text, score, asked} of overlaps) {
        this.caution(
          `"${asked}" is in the scope of edit ${edit.slice(0, 7)} (${text}), score ${score.toFixed(2)}`,
        )
      }
      return overlaps
    } finally {
      progress.stop()
    }
  }
}

function summary(outcomes: readonly OutcomeJson[], dryRun: boolean): string {
  const count = (test: (one: OutcomeJson) => boolean): number => outcomes.filter(test).length
  const parts = [
    [count(({status}) => status === 'added'), 'recorded'],
    [count(({status}) => status === 'noted'), 'with changed notes'],
    [count(({status}) => status === 'unchanged'), 'already there'],
    [count(({superseded}) => superseded !== null), 'superseding another'],
  ] as const
  const told = parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`)
  return `${outcomes.length} edits${dryRun ? ' (dry run)' : ''}: ${told.join(', ')}`
}
