import * as Flags from '@oclif/core/flags'
import {SeracCommand} from '../../cli/base-command.js'
import {reportLines} from '../../cli/verify-view.js'
import {prose} from '../../cli/prose.js'
import {exitCodes} from '../../core/fault.js'
import type {Report} from '../../core/ledger/verify.js'

export default class EditVerify extends SeracCommand {
  static override summary = 'Check every byte of the ledger, and say what is wrong and where.'
  static override description =
    prose(`Checks each line's hash and place in the chain, and the head against the anchor that is kept beside the ledger. Exit
code 0: sound, warnings at most; 3: damaged, altered, or rolled back to an older copy. Nothing is changed, unless
--repair is given, which cuts off an unfinished last commit (one that was never acknowledged) and keeps a copy of it.`)
  static override examples = [
    '<%= config.bin %> edit verify',
    '<%= config.bin %> edit verify --json',
    '<%= config.bin %> edit verify --repair',
  ]
  static override flags = {
    'expect-head': Flags.string({
      description: 'Hash that a record must have, as noted elsewhere: its first 7 digits or more.',
      helpValue: 'HASH',
    }),
    repair: Flags.boolean({description: 'Cut off an unfinished last commit.'}),
  }

  async run(): Promise<Report> {
    const {flags} = await this.parse(EditVerify)
    const {settings} = this.settings({ledger: flags.ledger})
    const {verifyLedger} = await import('../../core/ledger/verify.js')
    const expectHead = flags['expect-head']
    const report = await verifyLedger(settings.ledger, {
      repair: flags.repair,
      ...(expectHead !== undefined && {expectHead}),
    })
    for (const line of reportLines(report, this.style)) await this.out(line)
    if (!report.ok) process.exitCode = exitCodes['ledger-corrupt']
    return report
  }
}
