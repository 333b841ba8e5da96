import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {contentFlags, contentOf} from '../../cli/content-flags.js'
import {SeracCommand} from '../../cli/base-command.js'
import {replyJson, type AnswerJson, type Refused} from '../../cli/render-answer.js'
import {table} from '../../cli/table.js'
import {prose} from '../../cli/prose.js'
import type {Query} from '../../core/edit.js'
import {Fault} from '../../core/fault.js'
import type {Explained} from '../../core/open.js'

export default class EditTest extends SeracCommand {
  static override summary = 'Try an edit out: how would questions be answered with it? Nothing is written.'
  static override description =
    prose(`Asks the ledger as it would be with the edit. Ask rewordings, which the edit should answer, and neighbours, which it
should leave alone.`)
  static override examples = [
    '<%= config.bin %> edit test "Who is the prime minister of the UK?" "Keir Starmer" --ask "Who leads the UK government?" --ask "Who leads France?"',
    '<%= config.bin %> edit test --fact "Keir Starmer leads the UK government." --claim "Keir Starmer is the prime minister of the UK"',
  ]
  static override args = {
    question: Args.string({description: 'Question of the edit.', ignoreStdin: true}),
    answer: Args.string({description: 'Answer that it would get.', ignoreStdin: true}),
  }
  static override flags = {
    ...contentFlags,
    ask: Flags.string({
      description: 'Question to ask; repeat it for more.',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'QUESTION',
    }),
    claim: Flags.string({
      description: 'Claim to judge; repeat it for more.',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'CLAIM',
    }),
  }

  async run(): Promise<{answers: (AnswerJson | Refused)[]}> {
    const {args, flags} = await this.parse(EditTest)
    const {settings} = this.settings({ledger: flags.ledger})
    const content = contentOf(args, flags, 'edit test')
    if (content === null) {
      throw new Fault('usage', 'there is no edit to try', {hints: ['serac edit test --help']})
    }
    const queries: Query[] = [
      ...(flags.ask ?? []).map((text) => ({kind: 'question' as const, text})),
      ...(flags.claim ?? []).map((text) => ({kind: 'claim' as const, text})),
    ]
    if (queries.length === 0) {
      throw new Fault('usage', 'there is nothing to ask', {
        hints: ['serac edit test "QUESTION" "ANSWER" --ask "QUESTION"'],
      })
    }
    const {open} = await import('../../core/open.js')
    const serac = await open({...settings, editor: 'serac'})
    const progress = await this.progress('loading models')
    const replies: Explained[] = []
    try {
      const options = {
        pending: [{op: 'add', content}] as const,
        maxTokens: settings.maxTokens,
        signal: this.signal,
      }
      for await (const reply of serac.ask(queries, options)) replies.push(reply)
    } finally {
      progress.stop()
      await serac.close()
    }
    const rows = replies.map(({query, text, source, beta}) => [
      source,
      beta?.toFixed(3) ?? '-',
      query.text,
      text,
    ])
    for (const line of table(['SOURCE', 'BETA', 'ASKED', 'ANSWER'], rows, this.style)) await this.out(line)
    return {answers: replies.flatMap((reply) => replyJson(reply, true) ?? [])}
  }
}
