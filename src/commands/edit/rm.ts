import * as Args from '@oclif/core/args'
import {ChangeCommand, type ChangedJson} from '../../cli/change-command.js'
import {prose} from '../../cli/prose.js'

export default class EditRm extends ChangeCommand {
  static override summary = 'Remove edits: their questions go back to the base model.'
  static override description =
    prose(`Nothing is erased: a removal is one more record, and restore takes it back. Several edits are removed together or
not at all. An edit that is not live is left alone, which is no error.`)
  static override examples = [
    '<%= config.bin %> edit rm fb2d199',
    '<%= config.bin %> edit rm fb2d199 --reason "out of date" --author ann',
  ]
  static override args = {
    id: Args.string({
      description: 'Ids of the edits, or their first digits.',
      required: true,
      multiple: true,
      ignoreStdin: true,
    }),
  }

  async run(): Promise<ChangedJson> {
    const {args, flags} = await this.parse(EditRm)
    return this.change('remove', args.id, flags)
  }
}
