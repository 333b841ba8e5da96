import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {noteFlags, notesOf, withNotes} from '../../cli/note-flags.js'
import {RecordCommand, type RecordedJson} from '../../cli/record-command.js'
import {bytesOf, readAll} from '../../cli/stdin.js'
import {prose} from '../../cli/prose.js'
import {Fault} from '../../core/fault.js'
import {changeOf, formatNames, type FormatName} from '../../core/format/format.js'

/** What `edit import` returns. */
export interface ImportedJson extends RecordedJson {
  readonly format: FormatName
  /** Records left out by --skip-bad, and what is wrong with each. */
  readonly skipped: readonly string[]
}

export default class EditImport extends RecordCommand {
  static override summary = 'Record the edits of a file in a public layout.'
  static override description =
    prose(`Reads serac JSON lines and the layouts of EasyEdit, zsRE (as in MEND), CounterFact (nested or flat) and KnowEdit. Rewordings
and consequences become the test questions "in" of an edit, neighbours "out". The file is recorded as a whole or not at all.`)
  static override examples = [
    '<%= config.bin %> edit import zsre.json',
    '<%= config.bin %> edit import counterfact.json --format counterfact --tag counterfact --dry-run',
    '<%= config.bin %> edit export | <%= config.bin %> edit import - --ledger copy.jsonl',
  ]
  static override args = {
    file: Args.string({description: 'File to read; - is stdin.', required: true, ignoreStdin: true}),
  }
  static override flags = {
    format: Flags.custom<FormatName>({
      description: 'Layout of the file; without it, the first record tells.',
      options: [...formatNames],
    })(),
    ...noteFlags,
    'skip-bad': Flags.boolean({
      description: 'Leave out records that are wrong, and say so, instead of failing.',
    }),
    'dry-run': Flags.boolean({
      char: 'n',
      default: false,
      description: 'Say what would be recorded, and record nothing.',
    }),
  }

  async run(): Promise<ImportedJson> {
    const {args, flags} = await this.parse(EditImport)
    const {settings} = this.settings({ledger: flags.ledger})
    const name = args.file === '-' ? 'stdin' : args.file
    const text = await readAll(await bytesOf(args.file, this.signal), {name})
    const {format, cases, skipped} = await this.#read(text, name, flags.format ?? null, flags['skip-bad'])
    for (const message of skipped) this.caution(`left out: ${name} ${message}`)
    const changes = cases.map((one) => withNotes(changeOf(one), notesOf(flags)))
    const recorded = await this.record(changes, settings, {dryRun: flags['dry-run'], check: false})
    return {...recorded, format, skipped}
  }

  async #read(text: string, name: string, format: FormatName | null, skipBad: boolean) {
    const {readEdits} = await import('../../core/format/read.js')
    try {
      return readEdits(text, {format, skipBad})
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      const hints = error.hints.length > 0 ? error.hints : [`serac edit import ${name} --skip-bad`]
      throw new Fault(error.code, `${name} ${error.message}; nothing was recorded`, {hints, cause: error})
    }
  }
}
