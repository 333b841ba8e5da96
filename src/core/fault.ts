/** What went wrong, as a closed list; each code belongs to one exit status. */
export const exitCodes = {
  bug: 1,
  usage: 2,
  'bad-input': 2,
  'unknown-edit': 2,
  'ambiguous-edit': 2,
  ledger: 3,
  'ledger-corrupt': 3,
  'ledger-locked': 3,
  'ledger-read-only': 3,
  'ledger-version': 3,
  'ledger-rolled-back': 3,
  'ledger-unknown': 3,
  model: 4,
  'model-missing': 4,
  'model-altered': 4,
  gate: 5,
  interrupted: 130,
} as const

export type FaultCode = keyof typeof exitCodes

/** An error meant for people: the message names the value and the place, `hints` are commands to type next. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly hints: readonly string[]

  constructor(code: FaultCode, message: string, options: {hints?: readonly string[]; cause?: unknown} = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.name = 'Fault'
    this.code = code
    this.hints = options.hints ?? []
  }

  get exit(): number {
    return exitCodes[this.code]
  }
}
