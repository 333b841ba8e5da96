import {SeracCommand} from '../cli/base-command.js'
import {oneLine} from '../cli/render.js'
import {exitCodes, Fault, type FaultCode} from '../core/fault.js'

/** One thing looked at; `code` and `hints` only where it is not well. */
export interface Finding {
  readonly what: string
  readonly found: string
  readonly code?: FaultCode
  readonly hints?: readonly string[]
}

export default class Doctor extends SeracCommand {
  static override summary = 'Check versions, models, ledger and settings.'
  static override description = `Says what serac sees and where each setting came from, and what to type when something is wrong.
Exits with the code of the first problem.`
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json']

  async run(): Promise<{ok: boolean; findings: Finding[]}> {
    const {flags} = await this.parse(Doctor)
    const {settings, origin} = this.settings({ledger: flags.ledger})
    const findings: Finding[] = [
      {what: 'serac', found: this.config.version},
      {what: 'node', found: `${process.version} on ${process.platform} ${process.arch}`},
      ...Object.entries(settings).map(([name, value]) => ({
        what: name,
        found: `${value ?? 'as calibrated'}   (${origin[name as keyof typeof origin]})`,
      })),
      await finding('runtime', async () => {
        const {runtimeVersion} = await import('../core/model/runtime.js')
        return `onnxruntime ${runtimeVersion}`
      }),
      await finding('model files', () => modelsFound(settings.models)),
      await finding('edits', () => ledgerFound(settings.ledger)),
    ]
    const {colour} = this.style
    for (const {what, found, code, hints = []} of findings) {
      const mark = code === undefined ? colour.green('ok  ') : colour.red('bad ')
      await this.out(`${mark} ${what.padEnd(12)} ${oneLine(found, this.style)}`)
      for (const hint of hints) await this.out(`       try: ${hint}`)
    }
    const bad = findings.find(({code}) => code !== undefined)
    if (bad?.code !== undefined) process.exitCode = exitCodes[bad.code]
    return {ok: bad === undefined, findings}
  }
}

async function finding(what: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return {what, found: await look()}
  } catch (error) {
    if (error instanceof Fault) return {what, found: error.message, code: error.code, hints: error.hints}
    return {
      what,
      found: error instanceof Error ? error.message : String(error),
      code: 'model',
      hints: ['ONNXRUNTIME_NODE_INSTALL=skip npm ci'],
    }
  }
}

async function modelsFound(folder: string): Promise<string> {
  const {readManifest} = await import('../core/model/manifest.js')
  const {inspect} = await import('../core/model/integrity.js')
  const {models} = await readManifest(folder)
  const files = (await Promise.all(models.map((model) => inspect(folder, model)))).flat()
  const bad = files.find(({state}) => state !== 'ok')
  if (bad !== undefined) {
    throw new Fault(bad.state === 'missing' ? 'model-missing' : 'model-altered', `${bad.path} is ${bad.state}`, {
      hints: ['serac models verify', 'git checkout -- models'],
    })
  }
  return models.map(({role, name}) => `${role}: ${name}`).join(', ')
}

async function ledgerFound(path: string): Promise<string> {
  const {openFileLedger} = await import('../core/ledger/file.js')
  const {fold} = await import('../core/ledger/state.js')
  const ledger = openFileLedger(path)
  try {
    const {records, head} = await ledger.read()
    const {live} = fold(records)
    return head.seq === 0 ? 'none yet' : `${live.length} live, ${head.seq} records, head ${head.hash.slice(0, 12)}`
  } finally {
    await ledger.close()
  }
}
