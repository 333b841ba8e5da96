import {join} from 'node:path'
import {SeracCommand} from '../../cli/base-command.js'
import {startProject} from '../../cli/project.js'
import {prose} from '../../cli/prose.js'

export default class EditInit extends SeracCommand {
  static override summary = 'Start a ledger for the project in this folder.'
  static override description =
    prose(`Makes the folder .serac, whose ledger.jsonl the other commands use from here and from the folders below. Without
one, the user's own ledger is used. The ledger is meant to be committed; its lock and its head anchor are not.`)
  static override examples = ['<%= config.bin %> edit init']

  async run(): Promise<{ledger: string; created: boolean}> {
    await this.parse(EditInit)
    const folder = join(process.cwd(), '.serac')
    const created = startProject(folder)
    const ledger = join(folder, 'ledger.jsonl')
    await this.out(created ? `${ledger} is the ledger from here on` : `${ledger} is already the ledger here`)
    return {ledger, created}
  }
}
