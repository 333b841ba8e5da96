import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {SeracCommand} from '../cli/base-command.js'
import {oneLine} from '../cli/render.js'
import {prose} from '../cli/prose.js'
import {Fault} from '../core/fault.js'
import type {DemoStep} from '../core/demo.js'

export default class Demo extends SeracCommand {
  static override summary = 'See the main job done, on a ledger of its own.'
  static override description =
    prose(`Asks the base model, records an edit, asks again in other words, and shows that a neighbouring answer has not
moved. Works in a temporary folder: your ledger is not touched. Exits with 1 when something did not go as it should.`)
  static override examples = ['<%= config.bin %> demo']

  async run(): Promise<{ok: boolean; steps: object[]}> {
    await this.parse(Demo)
    const {settings} = this.settings({})
    const {open} = await import('../core/open.js')
    const {demo} = await import('../core/demo.js')
    const folder = await mkdtemp(join(tmpdir(), 'serac-demo-'))
    const serac = await open({...settings, ledger: join(folder, 'ledger.jsonl'), editor: 'serac'})
    const progress = await this.progress('loading models')
    const steps: DemoStep[] = []
    try {
      for await (const step of demo(serac, this.signal)) {
        progress.stop()
        steps.push(step)
        for (const line of this.#lines(step)) await this.out(line)
      }
    } finally {
      progress.stop()
      await serac.close()
      await rm(folder, {recursive: true, force: true})
    }
    const failed = steps.filter((step) => step.kind === 'check' && !step.ok)
    if (failed.length > 0) {
      throw new Fault('bug', `${failed.length} of the demonstration's checks failed`, {
        hints: ['serac models verify', 'serac doctor'],
      })
    }
    return {ok: true, steps: steps.map(stepJson)}
  }

  #lines(step: DemoStep): string[] {
    const {colour} = this.style
    const show = (text: string): string => oneLine(text, this.style)
    switch (step.kind) {
      case 'ask': {
        const {query, text, source, ms} = step.answer
        const command = query.kind === 'claim' ? 'serac ask --claim' : 'serac ask'
        return [
          colour.dim(`# ${step.title}`),
          `$ ${command} "${show(query.text)}"`,
          `${colour.bold(show(text))}  ${colour.dim(`(${source}, ${Math.round(ms)} ms)`)}`,
          '',
        ]
      }
      case 'edit': {
        const short = step.id.slice(0, 7)
        const words =
          step.content.kind === 'answer' ? `"${step.content.question}" "${step.content.answer}"` : ''
        return [
          colour.dim(`# ${step.title}`),
          `$ serac edit add ${words}`,
          `edit ${short} recorded        undo: serac edit rm ${short}`,
          '',
        ]
      }
      case 'check':
        return [`${step.ok ? colour.green('ok  ') : colour.red('FAIL')} ${step.title}`]
    }
  }
}

function stepJson(step: DemoStep): object {
  if (step.kind !== 'ask') return step
  const {query, text, source, edit, beta, ms} = step.answer
  return {
    kind: 'ask',
    title: step.title,
    question: query.text,
    answer: text,
    source,
    edit,
    beta,
    ms: Math.round(ms),
  }
}
