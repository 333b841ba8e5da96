import * as Flags from '@oclif/core/flags'
import type {Content} from '../core/edit.js'
import {Fault} from '../core/fault.js'

/** The flags of an edit that is not a question with its answer. */
export const contentFlags = {
  fact: Flags.string({
    description: 'A statement that is true from now on.',
    helpValue: 'STATEMENT',
    exclusive: ['topic', 'file'],
  }),
  topic: Flags.string({
    description: 'What an opinion is about.',
    helpValue: 'TOPIC',
    dependsOn: ['sentiment'],
    exclusive: ['file'],
  }),
  sentiment: Flags.string({
    description: 'What the opinion is like.',
    options: ['positive', 'negative'],
    dependsOn: ['topic'],
  }),
}

interface Texts {
  readonly question?: string | undefined
  readonly answer?: string | undefined
}

interface Given {
  readonly fact: string | undefined
  readonly topic: string | undefined
  readonly sentiment: string | undefined
  readonly file?: string | undefined
}

/** The one edit of the command line; null when a batch is to be read. Throws `usage` for half an edit or two of them. */
export function contentOf({question, answer}: Texts, given: Given, command: string): Content | null {
  const {fact, topic, sentiment, file} = given
  const other =
    fact !== undefined ? '--fact' : topic !== undefined ? '--topic' : file !== undefined ? '--file' : null
  const batch = question === undefined || (question === '-' && answer === undefined)
  if (question !== undefined && other !== null) {
    throw new Fault('usage', `a question and ${other} are two edits: give one`, {
      hints: [`serac ${command} --help`],
    })
  }
  if (fact !== undefined) return {kind: 'fact', statement: fact}
  if (topic !== undefined) {
    return {kind: 'opinion', topic, sentiment: sentiment === 'positive' ? 'positive' : 'negative'}
  }
  if (batch) return null
  if (answer === undefined) {
    throw new Fault('usage', 'the answer is missing', {
      hints: [`serac ${command} ${JSON.stringify(question)} "ANSWER"`],
    })
  }
  return {kind: 'answer', question, answer}
}
