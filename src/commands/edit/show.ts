import * as Args from '@oclif/core/args'
import {SeracCommand} from '../../cli/base-command.js'
import {editJson, editLines, type EditJson} from '../../cli/edit-view.js'
import {resolveId} from '../../core/ledger/id.js'
import {openLedger, stateOf} from '../../core/open-ledger.js'

export default class EditShow extends SeracCommand {
  static override summary = 'Show one edit with its notes and its history.'
  static override description =
    'An id may be shortened to its first digits, four or more, as long as only one edit has them.'
  static override examples = [
    '<%= config.bin %> edit show fb2d199',
    '<%= config.bin %> edit show fb2d199 --json',
  ]
  static override args = {
    id: Args.string({description: 'Id of the edit, or its first digits.', required: true, ignoreStdin: true}),
  }

  async run(): Promise<EditJson> {
    const {args, flags} = await this.parse(EditShow)
    const ledger = await openLedger(this.settings({ledger: flags.ledger}).settings.ledger)
    try {
      const state = await stateOf(ledger)
      const known = state.known.get(resolveId(state, args.id))
      if (known === undefined) throw new Error('a resolved id is not known')
      const edit = editJson(known, {history: true, now: new Date()})
      for (const line of editLines(edit, this.style)) await this.out(line)
      return edit
    } finally {
      await ledger.close()
    }
  }
}
