import * as Args from '@oclif/core/args'
import {ChangeCommand, type ChangedJson} from '../../cli/change-command.js'
import {prose} from '../../cli/prose.js'

export default class EditRestore extends ChangeCommand {
  static override summary = 'Bring back edits that were removed or superseded.'
  static override description =
    prose(`The edit becomes the newest; a live edit on the same question is superseded by it. Several edits are restored
together or not at all. An edit that is live is left alone, which is no error.`)
  static override examples = ['<%= config.bin %> edit restore fb2d199']
  static override args = {
    id: Args.string({
      description: 'Ids of the edits, or their first digits.',
      required: true,
      multiple: true,
      ignoreStdin: true,
    }),
  }

  async run(): Promise<ChangedJson> {
    const {args, flags} = await this.parse(EditRestore)
    return this.change('restore', args.id, flags)
  }
}
