import * as Flags from '@oclif/core/flags'
import {SeracCommand} from '../../cli/base-command.js'
import {editJson, gist, listJson, standing, type EditJson, type ListJson} from '../../cli/edit-view.js'
import {table} from '../../cli/table.js'
import {prose} from '../../cli/prose.js'
import {shortIds} from '../../core/ledger/id.js'
import {openLedger, stateOf} from '../../core/open-ledger.js'

export default class EditLs extends SeracCommand {
  static override summary = 'List the edits of the ledger.'
  static override description =
    prose(`Live edits, the oldest first. In a pipe the columns are separated by tabs. No edit is no error.
The digest under --json names the live edits in their order: ledgers with the same digest answer alike.`)
  static override examples = [
    '<%= config.bin %> edit ls',
    '<%= config.bin %> edit ls --all --kind answer',
    '<%= config.bin %> edit ls --tag geography --text capital',
    '<%= config.bin %> edit ls --json',
  ]
  static override flags = {
    all: Flags.boolean({
      char: 'a',
      description: 'Also removed and superseded edits; JSON with the history of each.',
    }),
    tag: Flags.string({
      char: 't',
      description: 'Only edits with this tag (or one of these, when repeated).',
      multiple: true,
      multipleNonGreedy: true,
    }),
    kind: Flags.string({
      char: 'k',
      description: 'Only edits of this kind.',
      options: ['answer', 'fact', 'opinion'],
    }),
    text: Flags.string({description: 'Only edits with this in their text; case does not count.'}),
    jsonl: Flags.boolean({description: 'One JSON object a line.', exclusive: ['json']}),
  }

  async run(): Promise<ListJson> {
    const {flags} = await this.parse(EditLs)
    const ledger = await openLedger(this.settings({ledger: flags.ledger}).settings.ledger)
    try {
      const state = await stateOf(ledger)
      const known = flags.all
        ? [...state.known.values()]
        : state.live.flatMap(({id}) => state.known.get(id) ?? [])
      const detail = {history: flags.all, now: new Date()}
      const edits = known.map((one) => editJson(one, detail)).filter((edit) => matches(edit, flags))
      if (flags.jsonl) for (const edit of edits) await this.outJson(edit)
      else await this.#print(edits, shortIds(state.known.keys()))
      return listJson(state, edits)
    } finally {
      await ledger.close()
    }
  }

  async #print(edits: readonly EditJson[], short: (id: string) => string): Promise<void> {
    if (this.jsonEnabled()) return
    if (edits.length === 0) return this.note('no edits')
    const rows = edits.map((edit) => [
      short(edit.id),
      edit.kind,
      standing(edit),
      edit.tags.join(','),
      gist(edit),
    ])
    for (const line of table(['ID', 'KIND', 'STATUS', 'TAGS', 'EDIT'], rows, this.style)) await this.out(line)
  }
}

interface Filters {
  readonly tag: readonly string[] | undefined
  readonly kind: string | undefined
  readonly text: string | undefined
}

function matches(edit: EditJson, {tag, kind, text}: Filters): boolean {
  return (
    (tag === undefined || tag.some((wanted) => edit.tags.includes(wanted))) &&
    (kind === undefined || edit.kind === kind) &&
    (text === undefined || gist(edit).toLowerCase().includes(text.toLowerCase()))
  )
}
