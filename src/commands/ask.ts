import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {SeracCommand} from '../cli/base-command.js'
import {questionsOf, type Asked} from '../cli/questions.js'
import {explainLines, replyJson, type AnswerJson, type Refused, type Reply} from '../cli/render-answer.js'
import {oneLine} from '../cli/render.js'
import {prose} from '../cli/prose.js'
import {editorNames} from '../core/editor/editor.js'
import {Fault} from '../core/fault.js'
import type {Session} from '../core/open.js'
import {scopeNames} from '../core/scope/scope.js'

export default class Ask extends SeracCommand {
  static override summary = 'Ask the edited model.'
  static override description =
    prose(`Each question is checked against the ledger. In the scope of an edit, the counterfactual model answers from
that edit; elsewhere the base model's own answer comes back, unchanged. Without a question, questions are read
from a pipe, one a line, and answered in order, one line each, as they come; a blank line stays a blank line.
A question of the pipe that cannot be asked is reported on stderr, the others are answered, and the exit code is 2.`)
  static override examples = [
    '<%= config.bin %> ask "What is the capital of Peru?"',
    '<%= config.bin %> ask --claim "Lima is the capital of Peru"',
    '<%= config.bin %> ask --explain "Which city is the capital of Peru?"',
    'printf "Who wrote Emma?\\nWho wrote Dune?\\n" | <%= config.bin %> ask --jsonl',
  ]
  static override args = {
    question: Args.string({
      multiple: true,
      description: 'One or more questions; - reads them from stdin.',
      ignoreStdin: true,
    }),
  }
  static override flags = {
    claim: Flags.boolean({char: 'c', description: 'Judge claims: answers True or False.'}),
    explain: Flags.boolean({
      char: 'e',
      description: 'Also show the nearest edits, their scores and the route.',
    }),
    jsonl: Flags.boolean({description: 'One JSON object a line.', exclusive: ['json']}),
    scope: Flags.string({description: 'Scope classifier.', options: [...scopeNames]}),
    threshold: Flags.string({
      description: 'Scope score from which an edit answers, 0 to 1.',
      helpValue: 'BETA',
    }),
    editor: Flags.string({
      description: 'Edit method; none is the base model alone.',
      options: [...editorNames],
    }),
    base: Flags.string({description: "Base model: a folder in the hub's layout.", helpValue: 'PATH'}),
    at: Flags.integer({description: 'Ask the ledger as it was after this record.', min: 0, helpValue: 'SEQ'}),
    'max-tokens': Flags.string({
      description: "Longest answer in tokens; an edit's own answer is never cut.",
      helpValue: 'N',
    }),
    temperature: Flags.string({
      description: 'Sample the answer instead of taking the likeliest.',
      helpValue: 'T',
    }),
    samples: Flags.integer({description: 'Replies to each question.', min: 1, max: 1000, helpValue: 'N'}),
    seed: Flags.integer({description: 'Seed of the samples.', helpValue: 'S'}),
  }

  async run(): Promise<{answers: (AnswerJson | Refused)[]}> {
    const {flags, args} = await this.parse(Ask)
    const {settings} = this.settings({...flags, maxTokens: flags['max-tokens']})
    const temperature = temperatureOf(flags.temperature)
    if (temperature === 0 && (flags.samples ?? 1) > 1) {
      throw new Fault('usage', '--samples needs --temperature: greedy replies are all the same', {
        hints: ['serac ask --temperature 0.8 --samples 3 "QUESTION"'],
      })
    }
    const asked = questionsOf(args.question ?? [], flags.claim ? 'claim' : 'question', this.signal)
    const first = await asked.next()
    if (first.done === true) return {answers: []}

    const {open} = await import('../core/open.js')
    const serac = await open(settings)
    const progress = await this.progress('loading models')
    const answers: (AnswerJson | Refused)[] = []
    try {
      const session = await serac.session({
        maxTokens: settings.maxTokens,
        temperature,
        samples: flags.samples ?? 1,
        seed: flags.seed ?? 0,
        signal: this.signal,
        report: (done, total) => progress.say(`encoding edits ${done}/${total}`),
        ...(flags.at === undefined ? {} : {at: flags.at}),
      })
      for await (const item of chained(first.value, asked)) {
        const replies = await this.#replies(session, item)
        progress.stop()
        for (const reply of replies) {
          const json = replyJson(reply, flags.explain)
          if (json !== null && this.jsonEnabled()) answers.push(json)
          if (!flags.jsonl) await this.#print(reply, flags.explain)
          else if (json !== null) await this.outJson(json)
        }
      }
    } finally {
      progress.stop()
      await serac.close()
    }
    return {answers}
  }

  /** The replies to one question. One of a pipe that cannot be asked is told, and the next one is asked. */
  async #replies(session: Session, {query, line, fault}: Asked): Promise<Reply[]> {
    if (line !== null && fault === null && query.text.trim() === '')
      return [{question: query.text, error: null}]
    try {
      if (fault !== null) throw fault
      return await session.ask(query)
    } catch (error) {
      if (line === null || !(error instanceof Fault) || error.code !== 'bad-input') throw error
      const message = fault === null ? `stdin line ${line}: ${error.message}` : fault.message
      this.caution(message)
      process.exitCode = error.exit
      return [{question: query.text.slice(0, 200), error: {code: error.code, message}}]
    }
  }

  async #print(reply: Reply, explain: boolean): Promise<void> {
    if ('error' in reply) return this.out('')
    await this.out(oneLine(reply.text, this.style))
    if (explain) for (const line of explainLines(reply, this.style)) await this.out(line)
  }
}

async function* chained<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first
  yield* rest
}

function temperatureOf(raw: string | undefined): number {
  const temperature = Number(raw ?? 0)
  if (raw?.trim() !== '' && temperature >= 0 && temperature <= 10) return temperature
  throw new Fault('usage', `--temperature is "${raw}", but must be a number from 0 to 10`)
}
