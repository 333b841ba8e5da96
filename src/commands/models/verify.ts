import {SeracCommand} from '../../cli/base-command.js'
import {oneLine} from '../../cli/render.js'
import {Fault} from '../../core/fault.js'
import type {FileCheck} from '../../core/model/integrity.js'

export default class ModelsVerify extends SeracCommand {
  static override summary = 'Check every model file against the manifest.'
  static override description =
    'Hashes each file anew. Exits with 4 when one is missing, truncated or altered.'
  static override examples = ['<%= config.bin %> models verify']

  async run(): Promise<{folder: string; files: FileCheck[]}> {
    await this.parse(ModelsVerify)
    const folder = this.settings({}).settings.models
    const {readManifest} = await import('../../core/model/manifest.js')
    const {inspect} = await import('../../core/model/integrity.js')
    const {models} = await readManifest(folder)
    const progress = await this.progress('hashing model files')
    const files = await inspect(folder, models).finally(() => progress.stop())
    const {colour} = this.style
    for (const {path, state} of files) {
      await this.out(
        `${state === 'ok' ? colour.green('ok       ') : colour.red(state.padEnd(9))} ${oneLine(path, this.style)}`,
      )
    }
    const bad = files.filter(({state}) => state !== 'ok')
    if (bad.length > 0) {
      const told = bad.map(({path, state}) => `${path} is ${state}`).join('; ')
      const missing = bad.every(({state}) => state === 'missing')
      throw new Fault(missing ? 'model-missing' : 'model-altered', `${told} (in ${folder})`, {
        hints: ['git checkout -- models', 'install serac again'],
      })
    }
    return {folder, files}
  }
}
