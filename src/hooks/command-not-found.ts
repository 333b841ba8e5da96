import type {Hook} from '@oclif/core/hooks'
import {CLIError} from '@oclif/core/errors'
import {nearestWord} from '../cli/nearest.js'
import {jsonText, sanitise} from '../cli/render.js'
import {styleOf} from '../cli/style.js'
import type {Failure} from '../cli/failure.js'

/** Suggests the command that was probably meant, and fails with 2. Never asks, never runs a guess. */
const hook: Hook.CommandNotFound = async ({id, argv = [], config}) => {
  // With blanks between topics, `serac aks "Who?"` arrives as the id `aks:Who?`.
  const typed = id.split(':')
  const commands = config.commands
    .filter(({hidden}) => !hidden)
    .map((command) => command.id.replaceAll(':', ' '))
  const topics = config.topics.map(({name}) => name)
  const known = [...commands, ...topics]
  const guess =
    nearestWord(typed.slice(0, 2).join(' '), known) ??
    nearestWord(typed[0] ?? '', [...new Set(known.map(first))])
  const name = topics.includes(typed[0] ?? '') ? typed.slice(0, 2).join(' ') : (typed[0] ?? '')
  const whole = commandBefore(typed, commands)
  const failure: Failure = {
    code: 'usage',
    message: id.startsWith('-')
      ? `a command must stand before "${id}"`
      : whole !== null
        ? `${whole} takes no argument "${typed[whole.split(' ').length]}"`
        : `there is no command "${name}"${guess === null ? '' : `; did you mean "${guess}"?`}`,
    exit: 2,
    hints: [`serac ${whole ?? guess ?? ''} --help`.replace('  ', ' ')],
  }
  const all = [id, ...argv]
  const end = all.indexOf('--')
  if ((end === -1 ? all : all.slice(0, end)).includes('--json')) {
    process.stdout.write(`${jsonText({error: failure}, 2)}\n`)
  } else {
    const {colour, tty} = styleOf(process.stderr)
    const message = tty ? sanitise(failure.message) : failure.message
    process.stderr.write(`${colour.red('error:')} ${message}\n  try: ${failure.hints.join('\n  try: ')}\n`)
  }
  const told = new CLIError(failure.message, {exit: failure.exit})
  throw Object.assign(told, {skipOclifErrorHandling: true})
}

export default hook

/** The command that the first words name, where more words follow. */
function commandBefore(typed: readonly string[], commands: readonly string[]): string | null {
  const starts = typed.slice(0, -1).map((_, i) => typed.slice(0, i + 1).join(' '))
  return starts.findLast((start) => commands.includes(start)) ?? null
}

function first(command: string): string {
  return command.split(' ')[0] ?? command
}
