import * as v from 'valibot'
import {cleanText} from '../edit.js'
import {Fault} from '../fault.js'
import {canonicalNotes} from '../ledger/notes.js'

/** A text in its canonical form. */
export const text = v.pipe(
  v.string(),
  v.rawTransform(({dataset, addIssue, NEVER}) =>
    faultAsIssue(() => cleanText(dataset.value, 'the text'), addIssue, NEVER),
  ),
)

/** A date, as an instant in UTC. */
export const instant = v.pipe(
  v.string(),
  v.rawTransform(({dataset, addIssue, NEVER}) =>
    faultAsIssue(() => String(canonicalNotes({validUntil: dataset.value}).validUntil), addIssue, NEVER),
  ),
)

/** One text, or lists of texts in lists: the public files have every depth. The result is flat, without empty ones. */
export const texts = v.pipe(
  v.optional(v.unknown(), null),
  v.rawTransform(({dataset, addIssue, NEVER}) => faultAsIssue(() => flat(dataset.value), addIssue, NEVER)),
)

/** As `texts`, but there must be one; the first is taken. */
export const firstText = v.pipe(
  v.unknown(),
  v.rawTransform(({dataset, addIssue, NEVER}) => faultAsIssue(() => flat(dataset.value), addIssue, NEVER)),
  v.transform(([first]) => first ?? ''),
  v.check((first) => first !== '', 'it must hold a text'),
)

/** The value as the schema has it. Throws `bad-input` naming the first field that is wrong. */
export function parseFields<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value, {abortEarly: true})
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = v.getDotPath(issue)
  const what = issue.type === 'strict_object' ? 'there is no such field' : plainly(issue.message)
  throw new FieldFault(path, path === null ? what : `field "${path}": ${what}`)
}

/** A fault about one field of a record. */
export class FieldFault extends Fault {
  /** As `portability.Reasoning.0.prompt`; null when the record as a whole is meant. */
  readonly field: string | null

  constructor(field: string | null, message: string) {
    super('bad-input', message)
    this.field = field
  }
}

/** Whether `value` is an object (not a list) that has all these members. */
export function has(value: unknown, ...names: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && names.every((name) => Object.hasOwn(value, name))
}

function flat(value: unknown): readonly string[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap(flat)
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new Fault('bad-input', 'a text or a list of texts expected')
  }
  const found = String(value)
  return found.trim() === '' ? [] : [cleanText(found, 'the text')]
}

/** Reports a fault of `parse` as an issue of the field that is being parsed. */
function faultAsIssue<T, N>(parse: () => T, addIssue: (issue: {message: string}) => void, never: N): T | N {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    addIssue({message: error.message})
    return never
  }
}

/** Valibot's own messages, the way ours are. */
function plainly(message: string): string {
  return message.replace(/^Invalid type: Expected (.*) but received (.*)$/s, '$1 expected, not $2')
}
