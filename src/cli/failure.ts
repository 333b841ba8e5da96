import {CLIError} from '@oclif/core/errors'
import {exitCodes, Fault, type FaultCode} from '../core/fault.js'
import {nearestWord} from './nearest.js'

/** An error as people and scripts get it; the same on stderr and under --json. */
export interface Failure {
  readonly code: FaultCode
  readonly message: string
  readonly exit: number
  /** What to type next. */
  readonly hints: readonly string[]
}

/** What is known about the command that failed. */
export interface Failing {
  /** As it is typed: `edit add`. */
  readonly command: string
  /** Its flags, with dashes: `--tag`. */
  readonly flags: readonly string[]
  /** Exit status of the signal that stopped it: 130 or 143. */
  readonly stopped: number | null
}

/** Turns anything thrown into a failure. What is neither a Fault nor a mistake in the command line is a bug. */
export function failureOf(error: unknown, {command, flags, stopped}: Failing): Failure {
  if (stopped !== null && (isAbort(error) || (error instanceof Fault && error.code === 'interrupted'))) {
    return {code: 'interrupted', message: 'interrupted; what was done is kept', exit: stopped, hints: []}
  }
  if (error instanceof Fault) {
    return {code: error.code, message: error.message, exit: error.exit, hints: error.hints}
  }
  if (error instanceof CLIError) return usageFailure(error, command, flags)
  const message = error instanceof Error ? error.message : String(error)
  return {
    code: 'bug',
    message: `unexpected: ${message || 'no message'}`,
    exit: exitCodes.bug,
    hints: ['set DEBUG=serac and run it again to see the stack', 'serac doctor'],
  }
}

function usageFailure(error: Error, command: string, flags: readonly string[]): Failure {
  const help = `serac ${command} --help`.replace('  ', ' ')
  const unknown = unknownFlags(error)
  if (unknown !== null) {
    const nearest = unknown.map((flag) => nearestWord(flag.split('=')[0] ?? flag, flags))
    const guess = nearest.find((flag) => flag !== null)
    return {
      code: 'usage',
      message: `unknown flag ${unknown.join(', ')}${guess ? `; did you mean ${guess}?` : ''}`,
      exit: exitCodes.usage,
      hints: guess
        ? [help]
        : [help, `serac ${command} [FLAGS] -- TEXT...    for a text that starts with a dash`],
    }
  }
  const message = error.message
    .replace(/\n?See more help with --help/g, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()
  return {code: 'usage', message, exit: exitCodes.usage, hints: [help]}
}

/** The flags of oclif's NonExistentFlagsError, which it does not export. */
function unknownFlags(error: Error): readonly string[] | null {
  if (!error.message.startsWith('Nonexistent flag') || !('flags' in error)) return null
  return Array.isArray(error.flags) ? error.flags.map(String) : null
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
