import * as v from 'valibot'
import {firstText, parseFields, texts} from './fields.js'
import type {Case, Probe} from './format.js'

const probe = v.object({prompt: texts, ground_truth: texts})
/** Kinds of probes by name, each a list (or one) of prompts with their answers. */
const groups = v.optional(v.nullable(v.record(v.string(), v.union([v.array(probe), probe, v.null()]))))
const schema = v.object({
  subject: texts,
  prompt: firstText,
  target_new: firstText,
  ground_truth: texts,
  rephrase_prompt: texts,
  rephrase: texts,
  locality_prompt: texts,
  locality_ground_truth: texts,
  portability: groups,
  locality: groups,
  portability_inputs: groups,
  locality_inputs: groups,
})

/** Reads any flat record: EasyEdit's, the flat CounterFact, KnowEdit's. */
export function readFlat(value: unknown): Case {
  const record = parseFields(schema, value)
  const {subject, prompt, target_new, ground_truth, rephrase_prompt, rephrase} = record
  return {
    content: {kind: 'answer', question: prompt, answer: target_new},
    notes: {},
    subject: subject[0] ?? null,
    truth: ground_truth,
    probes: [
      ...[...rephrase_prompt, ...rephrase].map((text) => ({
        role: 'rephrase' as const,
        group: null,
        text,
        answers: [target_new],
      })),
      ...probesOf('portability', record.portability),
      ...probesOf('portability', record.portability_inputs),
      ...record.locality_prompt.map((text) => ({
        role: 'locality' as const,
        group: null,
        text,
        answers: record.locality_ground_truth,
      })),
      ...probesOf('locality', record.locality),
      ...probesOf('locality', record.locality_inputs),
    ],
  }
}

function probesOf(role: Probe['role'], grouped: v.InferOutput<typeof groups>): readonly Probe[] {
  return Object.entries(grouped ?? {}).flatMap(([group, asked]) =>
    [asked ?? []]
      .flat()
      .flatMap(({prompt, ground_truth}) =>
        prompt.map((text) => ({role, group, text, answers: ground_truth})),
      ),
  )
}
