import {editId, type EditId} from '../core/edit.js'
import {shortIds} from '../core/ledger/id.js'
import type {Change, Ledger, Receipt} from '../core/ledger/ledger.js'
import {openLedger, stateOf} from '../core/open-ledger.js'
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
      const receipt = dryRun
        ? await rehearse(ledger, changes)
        : await unlessAborted(ledger.append(changes), this.signal)
      for (const warning of receipt.warnings) this.caution(warning)
      await this.#tell(receipt.outcomes, await idsOf(ledger, changes), dryRun)
      const {outcomes: edits, head, digest} = receipt
      return {edits, seq: head.seq, digest, dryRun, ...(overlaps !== null && {overlaps})}
    } finally {
      // After Ctrl-C an append may still wait for the lock: nobody waits for it then, the process ends.
      if (!this.signal.aborted) await ledger.close()
    }
  }

  async #tell(outcomes: readonly OutcomeJson[], ids: Iterable<EditId>, dryRun: boolean): Promise<void> {
    const short = shortIds(ids)
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

/** What `append` would say, without writing. */
async function rehearse(ledger: Ledger, changes: readonly Change[]): Promise<Receipt> {
  const [{pretend}, {plan, digest}] = await Promise.all([
    import('../core/ledger/pretend.js'),
    import('../core/ledger/state.js'),
  ])
  const {head} = await ledger.read()
  const before = await stateOf(ledger)
  const {outcomes} = plan(before, changes)
  return {outcomes, head, digest: digest(pretend(before, changes, new Date())), warnings: []}
}

/** All ids that a shortened one could be mistaken for. */
async function idsOf(ledger: Ledger, changes: readonly Change[]): Promise<Iterable<EditId>> {
  const {known} = await stateOf(ledger)
  const added = changes.flatMap((change) => (change.op === 'add' ? [editId(change.content)] : []))
  return new Set([...known.keys(), ...added])
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
