import * as v from 'valibot'
import {has, parseFields} from './fields.js'

const column = v.pipe(
  v.optional(v.nullable(v.union([v.array(v.unknown()), v.string()])), []),
  v.transform((value) => (value === null ? [] : typeof value === 'string' ? [value] : value)),
)
const inputs = v.optional(
  v.nullable(v.record(v.string(), v.object({prompt: column, ground_truth: column}))),
  {},
)
const schema = v.object({
  prompts: column,
  target_new: column,
  ground_truth: column,
  subject: column,
  rephrase_prompts: column,
  locality_inputs: inputs,
  portability_inputs: inputs,
})

/** Flat records from an object of columns, the arguments of EasyEdit's `editor.edit`; null when `value` is none. */
export function recordsOfColumns(value: unknown): readonly unknown[] | null {
  if (!has(value, 'prompts', 'target_new')) return null
  const columns = parseFields(schema, value)
  return columns.prompts.map((prompt, i) => ({
    prompt,
    target_new: columns.target_new[i],
    ground_truth: columns.ground_truth[i] ?? null,
    subject: columns.subject[i] ?? null,
    rephrase_prompt: columns.rephrase_prompts[i] ?? null,
    locality_inputs: row(columns.locality_inputs, i),
    portability_inputs: row(columns.portability_inputs, i),
  }))
}

/** The i-th probe of each group. */
function row(groups: v.InferOutput<typeof inputs>, i: number): unknown {
  const cells = Object.entries(groups ?? {}).map(([name, {prompt, ground_truth}]) => [
    name,
    {prompt: prompt[i] ?? null, ground_truth: ground_truth[i] ?? null},
  ])
  return Object.fromEntries(cells)
}
