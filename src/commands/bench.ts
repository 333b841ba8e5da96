import {cpus} from 'node:os'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {SeracCommand} from '../cli/base-command.js'
import {benchRequest, type BenchFlags} from '../cli/bench-request.js'
import {benchLines} from '../cli/bench-view.js'
import type {Progress} from '../cli/progress.js'
import {prose} from '../cli/prose.js'
import {checkReportFiles, readReportFile, writeReports} from '../cli/report-files.js'
import {duration} from '../core/bench/report/number.js'
import type {Report} from '../core/bench/report/report.js'
import {verdict} from '../core/bench/report/verdict.js'
import {editorNames, type EditorName} from '../core/editor/editor.js'
import {exitCodes, Fault} from '../core/fault.js'
import {formatNames, type FormatName} from '../core/format/format.js'
import {scopeNames, type ScopeName} from '../core/scope/scope.js'

export default class Bench extends SeracCommand {
  static override summary = 'Measure editors on the problems of the paper, or on a file of yours.'
  static override description =
    prose(`Problems are qa, qa-hard, fc and convsent, which ship with serac; edits, the test questions kept with the live edits; or a
file of a public layout. Tables and figure of the paper are table3 to table6 and figure3, with its numbers beside ours; reuse
runs the same editor on every --base. Edits are applied k at a time, then all queries are asked; greedy text, compared
after normalisation.`) +
    '\n\n' +
    prose(`Gates (--min-es, --max-dd, --baseline) and the checks decide the exit code: 0 when all hold, 5 when one does not or the run is empty
or incomplete. They bind the runs of serac, or those of the named editors where serac is not among them. Ctrl-C writes the
report of what was done; the same command with --resume goes on.`)
  static override examples = [
    '<%= config.bin %> bench qa --quick',
    '<%= config.bin %> bench qa qa-hard --editor serac,lu,rp --report report.html --report report.xml --min-es qa=0.5',
    '<%= config.bin %> bench qa --edits 1,5,25,75 --limit 75 --per-edit 1',
    '<%= config.bin %> bench --data zsre.json --format zsre --edits 100 --skip-bad',
    '<%= config.bin %> bench edits',
    '<%= config.bin %> bench table3 figure3 --report paper.html',
  ]
  static override args = {
    problem: Args.string({
      multiple: true,
      description:
        'Problems and tables: qa, qa-hard, fc, convsent, edits, table3, table4, table5, table6, figure3, reuse.',
      ignoreStdin: true,
    }),
  }
  static override flags = {
    data: Flags.string({description: 'Run this file of edits with queries (.gz too).', helpValue: 'FILE'}),
    format: Flags.custom<FormatName>({
      description: 'Layout of the file; without it, the first record tells.',
      options: [...formatNames],
      dependsOn: ['data'],
    })(),
    'skip-bad': Flags.boolean({
      description: 'Leave bad records of the file out instead of refusing it.',
      dependsOn: ['data'],
    }),
    editor: Flags.custom<EditorName>({
      description: 'Edit methods, separated by commas.',
      options: [...editorNames],
      multiple: true,
      multipleNonGreedy: true,
      delimiter: ',',
    })(),
    scope: Flags.custom<ScopeName>({
      description: 'Scope classifiers, separated by commas.',
      options: [...scopeNames],
      multiple: true,
      multipleNonGreedy: true,
      delimiter: ',',
    })(),
    threshold: Flags.string({
      description: 'Scope score from which an edit answers, 0 to 1.',
      helpValue: 'BETA',
    }),
    edits: Flags.string({
      char: 'k',
      description: 'Edits live at a time, one number or several: 1,5,25,75 (default: 10, convsent 5).',
      helpValue: 'K',
    }),
    limit: Flags.integer({description: 'At most so many edits of each problem.', min: 1, helpValue: 'N'}),
    quick: Flags.boolean({description: 'A first look: as --limit 100.', exclusive: ['limit']}),
    'per-edit': Flags.string({
      description: 'Queries of each side an edit, or all (default: 2; of a file all).',
      helpValue: 'N',
    }),
    base: Flags.string({
      description: "Base model: a folder in the hub's layout, or shipped; repeat it for reuse.",
      helpValue: 'PATH',
      multiple: true,
      multipleNonGreedy: true,
    }),
    seed: Flags.integer({description: 'Seed of order and choice.', default: 0, helpValue: 'S'}),
    'max-tokens': Flags.integer({
      description:
        "Longest answer in tokens; an edit's own answer, and a reply with an opinion, are never cut.",
      default: 16,
      min: 1,
      max: 4096,
      helpValue: 'N',
    }),
    report: Flags.string({
      description: 'Write a report; .html, .md, .json or .xml (JUnit) by suffix; repeat it for more.',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'min-es': Flags.string({
      description: 'Gate: least edit success, 0.95 or qa=0.95; repeat it for more.',
      helpValue: 'ES',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'max-dd': Flags.string({
      description: 'Gate: greatest drawdown, 0.02 or qa=0.02; repeat it for more.',
      helpValue: 'DD',
      multiple: true,
      multipleNonGreedy: true,
    }),
    baseline: Flags.string({
      description: 'Gate: a JSON report that ES must not fall below, nor DD rise above, by more than noise.',
      helpValue: 'FILE',
    }),
    'max-drop': Flags.string({
      description: 'How much less than the baseline is allowed (default 0).',
      helpValue: 'D',
    }),
    from: Flags.string({
      description: 'Run nothing: draw the reports of this JSON report again.',
      helpValue: 'FILE',
      exclusive: 'data editor scope edits limit quick base min-es max-dd baseline resume'.split(' '),
    }),
    resume: Flags.boolean({description: 'Go on where the same bench was stopped.'}),
  }

  async run(): Promise<Report> {
    const {flags, argv} = await this.parse(Bench)
    const files = flags.report ?? []
    if (flags.from !== undefined && argv.length > 0) {
      throw new Fault('usage', `--from runs nothing: leave ${argv.map(String).join(' ')} away`, {
        hints: [`serac bench --from ${flags.from}`],
      })
    }
    await checkReportFiles(files)
    const report =
      flags.from === undefined
        ? await this.#run(argv.map(String), flags)
        : await readReportFile(flags.from, 'the report')
    // Files first, for nobody may read stdout to its end; and what was found is told even where they cannot be written.
    await writeReports(report, files).finally(() =>
      this.lastWords(`${benchLines(report, this.style).join('\n')}\n`),
    )
    for (const file of files) this.note(`report written: ${file}`)
    if (this.signal.aborted) this.note('stopped; the same command with --resume goes on')
    else if (!verdict(report).passed) process.exitCode = exitCodes.gate
    return report
  }

  async #run(targets: readonly string[], flags: Given): Promise<Report> {
    const {settings} = this.settings({
      ledger: flags.ledger,
      threshold: flags.threshold,
      scope: flags.scope?.[0],
    })
    const command = ['bench', ...this.argv.filter((word) => word !== '--resume' && word !== '--json')]
    const request = await benchRequest(targets, flags, command, settings.base)
    const {bench} = await import('../core/run-bench/run-bench.js')
    const progress = await this.progress('reading problems')
    const started = Date.now()
    return bench(settings, request, {
      meter: {clock: () => performance.now(), resident: () => process.memoryUsage.rss()},
      now: new Date(),
      machine: {
        serac: this.config.version,
        node: process.versions.node,
        platform: `${process.platform} ${process.arch}`,
        cpu: cpus()[0]?.model ?? 'unknown',
        cores: cpus().length,
      },
      signal: this.signal,
      say: (what, share) => tell(progress, what, share, Date.now() - started),
    }).finally(() => progress.stop())
  }
}

/** The flags of a bench that is run. */
type Given = BenchFlags & {readonly ledger: string | undefined; readonly threshold: string | undefined}

/** What is being done, how far it is, and how long the rest will take at this pace. */
function tell(progress: Progress, what: string, share: number, ms: number): void {
  const left = share > 0.02 && share < 1 ? `, ${duration(((ms / share) * (1 - share)) / 1000)} left` : ''
  progress.say(`${what}  ${Math.floor(share * 100)} %${left}`)
}
