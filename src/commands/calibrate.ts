import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {SeracCommand} from '../cli/base-command.js'
import {prose} from '../cli/prose.js'
import {table} from '../cli/table.js'
import {withInterval} from '../core/bench/report/number.js'
import type {Operating, Rule} from '../core/bench/threshold.js'
import {paperK, problemNames} from '../core/bench/tables.js'
import {keepCalibration, type Calibration} from '../core/calibration.js'
import {Fault} from '../core/fault.js'
import {formatNames, type FormatName} from '../core/format/format.js'
import type {Calibrated, CalibrateResult} from '../core/run-bench/calibrate.js'
import type {Problem} from '../core/run-bench/problem-files.js'
import {scopeNames} from '../core/scope/scope.js'

/** False hits that are allowed where nothing is said. */
const usualBudget = 0.01

/** What `calibrate` returns; null after --clear. */
export interface CalibratedJson {
  readonly calibration: Calibration | null
  readonly before: Operating | null
  readonly others: readonly Operating[]
  /** The file that holds it; null for --dry-run. */
  readonly stored: string | null
}

export default class Calibrate extends SeracCommand {
  static override summary = 'Choose the scope threshold for a budget of false hits.'
  static override description =
    prose(`Scores the queries of a problem with its edits live, and takes the threshold with the most hits among those that keep
to the budget. The problem is development, which ships with serac and shares nothing with training or evaluation; edits, the
test questions kept with your live edits; or a file. The threshold is stored beside the ledger, with the hashes of the models
that made the scores: with other models it is refused.`)
  static override examples = [
    '<%= config.bin %> calibrate --budget 0.02 --dry-run',
    '<%= config.bin %> calibrate edits',
    '<%= config.bin %> calibrate --scope embed --budget 0.02',
    '<%= config.bin %> calibrate --clear',
  ]
  static override args = {
    problem: Args.string({
      description: `development, edits, or one of ${problemNames.slice(0, 3).join(', ')}.`,
      options: ['development', 'edits', ...problemNames.slice(0, 3)],
      ignoreStdin: true,
    }),
  }
  static override flags = {
    data: Flags.string({description: 'Calibrate on this file of edits with queries.', helpValue: 'FILE'}),
    format: Flags.custom<FormatName>({
      description: 'Layout of the file; without it, the first record tells.',
      options: [...formatNames],
      dependsOn: ['data'],
    })(),
    scope: Flags.custom<Calibrated>({
      description: 'What to calibrate: a scope, or lookup, the distance of lu.',
      options: [...scopeNames, 'lookup'],
    })(),
    budget: Flags.string({
      description: 'Greatest share of false hits (default 0.01; lookup: the best difference instead).',
      helpValue: 'SHARE',
    }),
    sure: Flags.boolean({
      default: false,
      description: 'Hold the upper end of the 95 % interval to the budget.',
    }),
    limit: Flags.integer({description: 'At most so many edits of the problem.', min: 1, helpValue: 'N'}),
    edits: Flags.integer({
      char: 'k',
      description: 'Edits live at a time (default: all; lookup: 10, as in the paper).',
      min: 1,
      helpValue: 'K',
    }),
    seed: Flags.integer({description: 'Seed of which edits those are.', default: 0, helpValue: 'S'}),
    'dry-run': Flags.boolean({
      char: 'n',
      default: false,
      description: 'Show the threshold and store nothing.',
    }),
    clear: Flags.boolean({
      description: 'Go back to the threshold that ships.',
      exclusive: ['data', 'budget', 'sure', 'dry-run'],
    }),
  }

  async run(): Promise<CalibratedJson> {
    const {args, flags} = await this.parse(Calibrate)
    const {settings} = this.settings({ledger: flags.ledger})
    const scope = flags.scope ?? settings.scope
    if (flags.clear) {
      await keepCalibration(settings.calibration, scope, null)
      await this.out(`the threshold of ${scope} is the one that ships`)
      return {calibration: null, before: null, others: [], stored: settings.calibration}
    }
    const rule = ruleOf(scope, flags.budget, flags.sure)
    if (args.problem !== undefined && flags.data !== undefined) {
      throw new Fault('usage', `${args.problem} and --data are two problems: give one`, {
        hints: ['serac calibrate --help'],
      })
    }
    const {calibrate} = await import('../core/run-bench/calibrate.js')
    const progress = await this.progress('reading queries')
    const result = await calibrate(settings, {
      scope,
      problem: await this.#problem(settings, args.problem ?? 'development', flags),
      limit: flags.limit ?? null,
      k: flags.edits ?? (scope === 'lookup' ? paperK('qa') : null),
      rule,
      seed: flags.seed,
      dryRun: flags['dry-run'],
      now: new Date(),
      signal: this.signal,
      heard: (done, total) => progress.say(`scoring ${done}/${total}`),
    }).finally(() => progress.stop())
    for (const line of this.#lines(result)) await this.out(line)
    if (flags['dry-run']) this.note('nothing was stored')
    else this.note(`stored in ${settings.calibration}        undo: serac calibrate --scope ${scope} --clear`)
    return {...result, stored: flags['dry-run'] ? null : settings.calibration}
  }

  async #problem(
    settings: {readonly ledger: string; readonly problems: string},
    name: string,
    flags: {
      readonly data: string | undefined
      readonly format: FormatName | undefined
      readonly seed: number
    },
  ): Promise<Problem> {
    const {readDataFile, readShipped} = await import('../core/run-bench/problem-files.js')
    if (flags.data !== undefined) {
      return readDataFile({path: flags.data, format: flags.format ?? null, skipBad: false}, flags.seed)
    }
    if (name !== 'edits') return readShipped(settings.problems, name)
    const {readLive} = await import('../core/run-bench/live.js')
    return readLive(settings.ledger, new Date())
  }

  #lines({calibration, before, others}: CalibrateResult): string[] {
    const {scope, threshold, falseHits, hits, edits, rule} = calibration
    const row = (name: string, one: Pick<Calibration, 'threshold' | 'falseHits' | 'hits'>): string[] => [
      name,
      one.threshold.toFixed(4),
      withInterval(one.falseHits),
      withInterval(one.hits),
    ]
    return [
      `${this.style.colour.bold(`threshold of ${scope}: ${threshold.toFixed(4)}`)}  (${rule}; ${edits} edits live at a time, ${falseHits.n} queries out of scope, ${hits.n} in scope)`,
      ...table(
        ['', 'THRESHOLD', 'FALSE HITS', 'HITS'],
        [
          row('chosen', calibration),
          ...(before === null ? [] : [row('shipped', before)]),
          ...others.map((one) => row('', one)),
        ],
        {...this.style, tty: true, width: Infinity},
      ),
    ]
  }
}

function ruleOf(scope: Calibrated, raw: string | undefined, sure: boolean): Rule {
  if (raw === undefined && scope === 'lookup') return {kind: 'difference'}
  const falseHits = Number(raw ?? usualBudget)
  if (raw?.trim() !== '' && falseHits >= 0 && falseHits < 1) return {kind: 'budget', falseHits, sure}
  throw new Fault('usage', `--budget is "${raw}", but must be a share from 0 to 1`, {
    hints: ['serac calibrate --budget 0.01'],
  })
}
