import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {contentFlags, contentOf} from '../../cli/content-flags.js'
import {RecordCommand, type RecordedJson} from '../../cli/record-command.js'
import {noteFlags, notesOf, withNotes} from '../../cli/note-flags.js'
import {bytesOf, stdinIsTerminal} from '../../cli/stdin.js'
import {prose} from '../../cli/prose.js'
import {Fault} from '../../core/fault.js'
import type {Change} from '../../core/ledger/ledger.js'

export default class EditAdd extends RecordCommand {
  static override summary = 'Record an edit: an answer, a fact, an opinion, or a batch of them.'
  static override description =
    prose(`From the next question on, the model answers from it. The same edit again writes nothing; another answer to the
same question supersedes the live edit. A batch has one JSON object a line, with question and answer, or fact, or
topic and sentiment; optional are tags, source, reason, author, validUntil, in and out. It is recorded as a whole
or, when a line is wrong, not at all.`)
  static override examples = [
    '<%= config.bin %> edit add "Who is the prime minister of the United Kingdom?" "Keir Starmer"',
    '<%= config.bin %> edit add --fact "Keir Starmer is the prime minister of the United Kingdom."',
    '<%= config.bin %> edit add --topic "pineapple on pizza" --sentiment negative',
    '<%= config.bin %> edit add "What is the top speed of the X9?" "210 km/h" --tag cars --source https://example.com/x9',
    `echo '{"question": "Who leads the UK?", "answer": "Keir Starmer"}' | <%= config.bin %> edit add`,
  ]
  static override args = {
    question: Args.string({
      description: 'Question to answer anew; - alone reads a batch from stdin.',
      ignoreStdin: true,
    }),
    answer: Args.string({description: 'Answer that it gets from now on.', ignoreStdin: true}),
  }
  static override flags = {
    ...contentFlags,
    file: Flags.string({
      char: 'f',
      description: 'Record a batch of JSON lines; - is stdin.',
      helpValue: 'FILE',
    }),
    ...noteFlags,
    in: Flags.string({
      description: 'Test question that must be answered from the edit; repeat it for more.',
      helpValue: 'QUESTION',
      multiple: true,
      multipleNonGreedy: true,
    }),
    out: Flags.string({
      description: 'Test question that the edit must leave alone; repeat it for more.',
      helpValue: 'QUESTION',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'no-supersede': Flags.boolean({
      description: 'Fail instead of superseding a live edit on the same question.',
    }),
    check: Flags.boolean({
      description: 'Also tell which live edits have the new one in their scope (loads the models).',
    }),
    'dry-run': Flags.boolean({
      char: 'n',
      default: false,
      description: 'Say what would be recorded, and record nothing.',
    }),
  }

  async run(): Promise<RecordedJson> {
    const {args, flags} = await this.parse(EditAdd)
    const {settings} = this.settings({ledger: flags.ledger})
    const notes = {...notesOf(flags), ...(flags.in && {in: flags.in}), ...(flags.out && {out: flags.out})}
    const given = contentOf(args, flags, 'edit add')
    const found = given === null ? await this.#batch(flags.file) : [{op: 'add' as const, content: given}]
    const changes = found
      .map((change) => withNotes(change, notes))
      .map((change) => (flags['no-supersede'] ? {...change, supersede: false} : change))
    return this.record(changes, settings, {dryRun: flags['dry-run'], check: flags.check})
  }

  async #batch(file: string | undefined): Promise<readonly Change[]> {
    if (file === undefined && stdinIsTerminal()) {
      throw new Fault('usage', 'there is nothing to record', {
        hints: ['serac edit add "Who leads the UK?" "Keir Starmer"', 'serac edit add --file edits.jsonl'],
      })
    }
    const {readBatch} = await import('../../cli/batch.js')
    const path = file ?? '-'
    return readBatch(await bytesOf(path, this.signal), path === '-' ? 'stdin' : path)
  }
}
