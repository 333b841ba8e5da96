import {SeracCommand} from '../../cli/base-command.js'
import type {ModelEntry} from '../../core/model/manifest.js'

export default class ModelsLs extends SeracCommand {
  static override summary = 'List the models that ship with serac.'
  static override description =
    'Role, size, licence and source of each; with --json also hashes and measured quality.'
  static override examples = ['<%= config.bin %> models ls', '<%= config.bin %> models ls --json']

  async run(): Promise<{folder: string; models: ModelEntry[]}> {
    await this.parse(ModelsLs)
    const folder = this.settings({}).settings.models
    const {readManifest} = await import('../../core/model/manifest.js')
    const {table} = await import('../../cli/table.js')
    const {models} = await readManifest(folder)
    const rows = models.map((model) => [
      model.role,
      model.name,
      `${(model.files.reduce((sum, file) => sum + file.bytes, 0) / 1e6).toFixed(1)} MB`,
      model.dtype,
      model.licence,
    ])
    for (const line of table(['ROLE', 'NAME', 'SIZE', 'DTYPE', 'LICENCE'], rows, this.style))
      await this.out(line)
    return {folder, models}
  }
}
