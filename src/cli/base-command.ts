import {join} from 'node:path'
import * as Flags from '@oclif/core/flags'
import {CLIError} from '@oclif/core/errors'
import {Command} from '@oclif/core/command'
import type {ArgInput, FlagInput, Input, OutputArgs, OutputFlags, ParserOutput} from '@oclif/core/interfaces'
import {failureOf, type Failure} from './failure.js'
import {listenForSignals, type Interrupt} from './interrupt.js'
import {endOnWriteError, flush, unblock, write} from './output.js'
import {startProgress, type Progress} from './progress.js'
import {jsonText, sanitiseLines} from './render.js'
import {resolveSettings, type Resolved, type Sources} from './settings.js'
import {styleOf, type Style} from './style.js'

type FlagOutput = OutputFlags<FlagInput>
type ArgOutput = OutputArgs<ArgInput>

/** Every command: --json, one error shape, one table of exit codes, quiet on a broken pipe, stopped by Ctrl-C. */
export abstract class SeracCommand extends Command {
  static override enableJsonFlag = true
  static override baseFlags = {
    ledger: Flags.string({
      description: 'Ledger file to use instead of the one of the project or the user.',
      helpGroup: 'GLOBAL',
      helpValue: 'PATH',
    }),
    quiet: Flags.boolean({
      char: 'q',
      description: 'No progress, notes or warnings on stderr.',
      helpGroup: 'GLOBAL',
    }),
    'no-color': Flags.boolean({description: 'No colour (as NO_COLOR=1).', helpGroup: 'GLOBAL'}),
  }

  #interrupt: Interrupt | null = null
  #out: Style | null = null
  #err: Style | null = null
  #quiet: boolean | null = null

  /** Aborts at the first Ctrl-C or SIGTERM; hand it to everything slow. */
  protected get signal(): AbortSignal {
    this.#interrupt ??= listenForSignals()
    return this.#interrupt.signal
  }

  /** How text may look on stdout. */
  protected get style(): Style {
    return (this.#out ??= styleOf(process.stdout))
  }

  /** Whether --quiet was typed; until the flags are parsed, one within a cluster (`-eq`) is not seen. */
  protected get quiet(): boolean {
    return this.#quiet ?? (this.#typed('--quiet') || this.#typed('-q'))
  }

  protected override async init(): Promise<void> {
    await super.init()
    unblock(process.stdout)
    if (this.#typed('--no-color')) {
      process.env['NO_COLOR'] = '1'
      delete process.env['FORCE_COLOR']
    }
    process.stdout.removeAllListeners('error').on('error', (error) => endOnWriteError(error, 'stdout'))
    process.stderr.removeAllListeners('error').on('error', (error) => endOnWriteError(error, 'stderr'))
    process.on('uncaughtException', this.#crash)
    this.#interrupt ??= listenForSignals()
  }

  protected override async parse<F extends FlagOutput, B extends FlagOutput, A extends ArgOutput>(
    options?: Input<F, B, A>,
    argv?: string[],
  ): Promise<ParserOutput<F, B, A>> {
    const parsed = await super.parse<F, B, A>(options, argv)
    this.#quiet = parsed.flags['quiet'] === true
    return parsed
  }

  /** As the command, but all of its output is out before the process may end. */
  protected override async _run<T>(): Promise<T> {
    // eslint-disable-next-line no-underscore-dangle
    const result = await super._run<T>()
    await flush(process.stdout, false)
    return result
  }

  /** Settings by flag, environment, project and user file, each with its origin. Throws `usage`. */
  protected settings(flags: Sources['flags']): Resolved {
    const {dataDir, configDir, cacheDir, root} = this.config
    const modelsDir = join(root, 'models')
    const problemsDir = join(root, 'data')
    return resolveSettings({
      flags,
      env: process.env,
      cwd: process.cwd(),
      dataDir,
      configDir,
      cacheDir,
      modelsDir,
      problemsDir,
    })
  }

  /** Writes one line of output, as it is: sanitise what is not ours with `oneLine`. Nothing under --json. */
  protected async out(line: string): Promise<void> {
    await this.outText(`${line}\n`)
  }

  /** As `out`, for a text that has its own line ends. */
  protected async outText(text: string): Promise<void> {
    if (!this.jsonEnabled()) await write(process.stdout, text, this.signal)
  }

  /** Writes a text without waiting for its reader, so that a result gets out after Ctrl-C too. Nothing under --json. */
  protected lastWords(text: string): void {
    if (!this.jsonEnabled()) process.stdout.write(text)
  }

  /** Writes one line of output even under --json; for streams of JSON lines. */
  protected async outJson(value: unknown): Promise<void> {
    await write(process.stdout, `${jsonText(value)}\n`, this.signal)
  }

  /** A line on stderr for people; nothing under --quiet or --json. */
  protected note(text: string): void {
    if (!this.quiet && !this.jsonEnabled()) process.stderr.write(`${this.#shown(text)}\n`)
  }

  /** A warning on stderr; also under --json, where stdout is for the result alone. */
  protected caution(text: string): void {
    if (!this.quiet)
      process.stderr.write(`${this.#errStyle.colour.yellow('warning:')} ${this.#shown(text)}\n`)
  }

  /** A spinner on stderr if someone looks at it. Whoever starts it stops it. */
  protected async progress(text: string): Promise<Progress> {
    return startProgress(text, {quiet: this.quiet || this.jsonEnabled()})
  }

  override logJson(json: unknown): void {
    process.stdout.write(`${jsonText(json, 2)}\n`)
  }

  protected override toErrorJson(error: unknown): {error: Failure} {
    return {error: this.#failure(error)}
  }

  /** Tells the failure once, on stdout as JSON or on stderr, and ends the process with its exit status. */
  protected override async catch(error: unknown): Promise<never> {
    const failure = this.#tell(error)
    await this.#flush()
    const told = new CLIError(failure.message, {exit: failure.exit, code: failure.code})
    throw Object.assign(told, {skipOclifErrorHandling: true})
  }

  protected override async finally(error: Error | undefined): Promise<void> {
    this.#interrupt?.dispose()
    process.removeListener('uncaughtException', this.#crash)
    await super.finally(error)
  }

  /** An error that nobody waited for ends the process, told like any other. */
  readonly #crash = (error: unknown): void => {
    const {exit} = this.#tell(error)
    void this.#flush().then(() => process.exit(exit))
  }

  async #flush(): Promise<void> {
    await flush(process.stdout, Boolean(this.#interrupt?.stopped()))
  }

  #tell(error: unknown): Failure {
    const failure = this.#failure(error)
    process.exitCode = failure.exit
    if (this.jsonEnabled()) this.logJson({error: failure})
    else process.stderr.write(this.#told(failure))
    if (process.env['DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`)
    return failure
  }

  #failure(error: unknown): Failure {
    // Spread, for a command without flags has none at all, whatever its type says.
    const names = Object.keys({json: true, help: true, ...this.ctor.flags, ...this.ctor.baseFlags})
    return failureOf(error, {
      command: this.ctor.id.replaceAll(':', ' '),
      flags: names.map((name) => `--${name}`),
      stopped: this.#interrupt?.stopped() ?? null,
    })
  }

  #told({message, hints}: Failure): string {
    const head = `${this.#errStyle.colour.red('error:')} ${this.#shown(message)}\n`
    return head + hints.map((hint) => `  try: ${this.#shown(hint)}\n`).join('')
  }

  get #errStyle(): Style {
    return (this.#err ??= styleOf(process.stderr))
  }

  #shown(text: string): string {
    return this.#errStyle.tty ? sanitiseLines(text) : text
  }

  #typed(flag: string): boolean {
    const end = this.argv.indexOf('--')
    return (end === -1 ? this.argv : this.argv.slice(0, end)).includes(flag)
  }
}
