import * as Flags from '@oclif/core/flags'
import {SeracCommand} from '../../cli/base-command.js'
import {sanitiseLines} from '../../cli/render.js'
import {prose} from '../../cli/prose.js'
import {formatNames, type FormatName} from '../../core/format/format.js'
import {openLedger, stateOf} from '../../core/open-ledger.js'

/** What `edit export --json` prints. */
export interface ExportedJson {
  readonly format: FormatName
  readonly edits: number
  /** The file as it would be printed; empty when it was written to --output. */
  readonly text: string
  readonly output: string | null
  /** How many edits lost a note that the format has no place for, by the name of the note. */
  readonly lost: Readonly<Record<string, number>>
}

export default class EditExport extends SeracCommand {
  static override summary = 'Print the live edits in a public layout.'
  static override description =
    prose(`The serac layout keeps all of an edit but its history. The others hold answer edits alone, with their test questions:
zsre and easyedit the first of each kind, counterfact and knowedit all of them.`)
  static override examples = [
    '<%= config.bin %> edit export > edits.jsonl',
    '<%= config.bin %> edit export --format counterfact --kind answer --output edits.json',
  ]
  static override flags = {
    format: Flags.custom<FormatName>({
      description: 'Layout to write.',
      options: [...formatNames],
    })({default: 'serac'}),
    kind: Flags.string({description: 'Only edits of this kind.', options: ['answer', 'fact', 'opinion']}),
    tag: Flags.string({
      char: 't',
      description: 'Only edits with this tag (or one of these, when repeated).',
      multiple: true,
      multipleNonGreedy: true,
    }),
    output: Flags.string({
      char: 'o',
      description: 'File to write, which must not exist yet.',
      helpValue: 'FILE',
    }),
  }

  async run(): Promise<ExportedJson> {
    const {flags} = await this.parse(EditExport)
    const ledger = await openLedger(this.settings({ledger: flags.ledger}).settings.ledger)
    try {
      const {live} = await stateOf(ledger)
      const edits = live.filter(
        ({kind, notes}) =>
          (flags.kind === undefined || kind === flags.kind) &&
          (flags.tag === undefined || flags.tag.some((tag) => notes.tags?.includes(tag))),
      )
      const [{formats}, {writeEdits}] = await Promise.all([
        import('../../core/format/table.js'),
        import('../../core/format/write.js'),
      ])
      const {text, lost} = writeEdits(edits, formats[flags.format])
      for (const [note, count] of Object.entries(lost)) {
        this.caution(`${flags.format} has no place for all of "${note}": ${count} edits lose some of it`)
      }
      const output = flags.output ?? null
      if (output !== null) await this.#save(output, text, edits.length)
      else await this.outText(this.style.tty ? sanitiseLines(text) : text)
      return {format: flags.format, edits: edits.length, text: output === null ? text : '', output, lost}
    } finally {
      await ledger.close()
    }
  }

  async #save(path: string, text: string, count: number): Promise<void> {
    const {saveNew} = await import('../../cli/save.js')
    await saveNew(path, text)
    this.note(`${count} edits written to ${path}`)
  }
}
