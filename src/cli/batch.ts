import {Fault} from '../core/fault.js'
import {changeOf} from '../core/format/format.js'
import {readCase} from '../core/format/read.js'
import {isBlank, recordOfLine} from '../core/format/records.js'
import {seracFormat} from '../core/format/serac.js'
import type {Change} from '../core/ledger/ledger.js'
import {lines} from './stdin.js'

/**
 * The changes of a stream of JSON lines, one edit a line; blank lines do not count.
 * All or nothing: throws `bad-input` with the line and column of the first mistake, and when there is no edit at all.
 */
export async function readBatch(bytes: AsyncIterable<Uint8Array>, name: string): Promise<readonly Change[]> {
  const changes: Change[] = []
  for await (const {number, text} of lines(bytes, {name})) {
    if (!isBlank(text)) changes.push(changeOfLine(text, number, name))
  }
  if (changes.length > 0) return changes
  throw new Fault('bad-input', `${name} holds no edit`, {
    hints: [
      'serac edit add "Who leads the UK?" "Keir Starmer"',
      `echo '{"question": "Who leads the UK?", "answer": "Keir Starmer"}' | serac edit add`,
    ],
  })
}

function changeOfLine(text: string, number: number, name: string): Change {
  try {
    return changeOf(readCase(recordOfLine(text, number), seracFormat))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw new Fault('bad-input', `${name} ${error.message}; nothing was recorded`, {
      cause: error,
      hints: error.hints,
    })
  }
}
