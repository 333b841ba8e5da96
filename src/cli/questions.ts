import type {Query} from '../core/edit.js'
import {Fault} from '../core/fault.js'
import {lines, stdinBytes, stdinIsTerminal} from './stdin.js'

/** A question with the place it came from: null for the command line. */
export interface Asked {
  readonly query: Query
  readonly line: number | null
  /** Why the line cannot be asked, for one that is no text; the query is empty then. */
  readonly fault: Fault | null
}

/**
 * The questions of the command line or, without any, those that come through a pipe, one a line, as they come.
 * A line that is no text comes with its fault, and the next one follows.
 */
export async function* questionsOf(
  args: readonly string[],
  kind: Query['kind'],
  signal: AbortSignal,
): AsyncGenerator<Asked> {
  const piped = args.length === 0 || (args.length === 1 && args[0] === '-')
  if (!piped) {
    for (const text of args) yield {query: {kind, text}, line: null, fault: null}
    return
  }
  if (args.length === 0 && stdinIsTerminal()) {
    throw new Fault('usage', `no ${kind} to ask`, {
      hints: [
        kind === 'claim'
          ? 'serac ask --claim "Lima is the capital of Peru"'
          : 'serac ask "What is the capital of Peru?"',
        'serac ask < questions.txt',
      ],
    })
  }
  for await (const line of lines(stdinBytes(signal), {lenient: true})) {
    const [text, fault] = 'fault' in line ? ['', line.fault] : [line.text, null]
    yield {query: {kind, text}, line: line.number, fault}
  }
}
