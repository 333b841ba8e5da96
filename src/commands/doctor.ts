import {SeracCommand} from '../cli/base-command.js'
import {oneLine} from '../cli/render.js'
import {prose} from '../cli/prose.js'
import {exitCodes} from '../core/fault.js'
import type {Finding} from '../core/health.js'

/** What a setting without a value comes to. */
const unset: {readonly [name: string]: string} = {base: 'the one that ships', threshold: 'as calibrated'}

export default class Doctor extends SeracCommand {
  static override summary = 'Check versions, models, ledger and settings.'
  static override description =
    prose(`Says what serac sees and where each setting came from, and what to type when something is wrong.
Exits with the code of the first problem.`)
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json']

  async run(): Promise<{ok: boolean; findings: Finding[]}> {
    const {flags} = await this.parse(Doctor)
    const {settings, origin} = this.settings({ledger: flags.ledger})
    const {examine} = await import('../core/health.js')
    const findings: Finding[] = [
      {what: 'serac', found: this.config.version},
      {what: 'node', found: `${process.version} on ${process.platform} ${process.arch}`},
      ...Object.entries(settings).map(([name, value]) => ({
        what: name,
        found: `${value ?? unset[name] ?? 'none'}   (${origin[name as keyof typeof origin]})`,
      })),
      ...(await examine(settings)),
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
