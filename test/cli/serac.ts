import {spawn, type ChildProcess} from 'node:child_process'
import {mkdtempSync, realpathSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {onTestFinished} from 'vitest'

/** The program as it is installed; `npm run build` makes what it loads. */
export const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

/** What a run of the program left behind. */
export interface Ran {
  /** Exit status, or the name of the signal that killed it. */
  readonly code: number | string
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Runs it as another user; root alone can. */
  readonly uid?: number
  /** Is called once the program runs; a program that is to be interrupted or fed slowly needs it. */
  readonly during?: (child: ChildProcess) => void | Promise<void>
}

/** An empty folder, deleted after the test, and a way to run the program in it with nothing of the user's own. */
export interface Place {
  readonly dir: string
  readonly env: Readonly<Record<string, string>>
  /** Runs `serac ARGS`. Without stdin or during, stdin is empty. */
  run(args: readonly string[], options?: RunOptions): Promise<Ran>
  /** Runs a shell line in which `serac` is the program. */
  shell(line: string, options?: RunOptions): Promise<Ran>
}

export function place(): Place {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'serac-test-')))
  onTestFinished(() => rmSync(dir, {recursive: true, force: true}))
  const env = {
    PATH: String(process.env['PATH']),
    HOME: join(dir, 'home'),
    SERAC_DATA_DIR: join(dir, 'data'),
    // Node itself warns on stderr in some versions; that is not ours to test.
    NODE_NO_WARNINGS: '1',
  }
  const start = (file: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
    finish(
      spawn(file, args, {
        cwd: options.cwd ?? dir,
        env: {...env, ...options.env},
        ...(options.uid !== undefined && {uid: options.uid}),
      }),
      options,
    )
  return {
    dir,
    env,
    run: (args, options) => start(process.execPath, [bin, ...args], options),
    shell: (line, options) =>
      start('bash', ['-c', `serac() { ${process.execPath} ${bin} "$@"; }\n${line}`], options),
  }
}

/** The value that a run printed as JSON; fails when there is anything else on stdout. */
export function json(ran: Ran): unknown {
  return JSON.parse(ran.stdout)
}

async function finish(child: ChildProcess, {stdin, during}: RunOptions): Promise<Ran> {
  const told = {stdout: '', stderr: ''}
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (told.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (told.stderr += text))
  // A program that ends early closes the pipe under us.
  child.stdin?.on('error', () => undefined)
  if (during === undefined) child.stdin?.end(stdin ?? '')
  const closed = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? String(signal)))
  })
  await during?.(child)
  return {code: await closed, ...told}
}
