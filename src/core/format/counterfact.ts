import * as v from 'valibot'
import {FieldFault, firstText, has, parseFields, texts} from './fields.js'
import {readFlat} from './flat.js'
import type {Case, Format} from './format.js'

const schema = v.object({
  requested_rewrite: v.object({
    prompt: firstText,
    subject: firstText,
    target_new: v.object({str: firstText}),
    // Empty where the old answer is not known, as we write it.
    target_true: v.optional(v.object({str: texts}), {str: null}),
  }),
  paraphrase_prompts: texts,
  neighborhood_prompts: texts,
})

/** CounterFact, nested as ROME published it or flat as EasyEdit and RECIPE have it. Written nested: it keeps every probe. */
export const counterfactFormat: Format = {
  name: 'counterfact',
  layout: 'a JSON list of records with requested_rewrite, or with case_id, prompt and target_new',
  container: 'json',
  matches: (value) => has(value, 'requested_rewrite') || has(value, 'case_id', 'prompt', 'target_new'),
  read: (value) => (has(value, 'requested_rewrite') ? readNested(value) : readFlat(value)),
  // The subject of an edit is not known: the whole question stands in its place, which reads back as it was.
  write: (edit, index) =>
    edit.kind !== 'answer'
      ? null
      : {
          case_id: index,
          requested_rewrite: {
            prompt: '{}',
            target_new: {str: edit.answer},
            target_true: {str: ''},
            subject: edit.question,
          },
          paraphrase_prompts: edit.notes.in ?? [],
          neighborhood_prompts: edit.notes.out ?? [],
        },
}

function readNested(value: unknown): Case {
  const record = parseFields(schema, value)
  const {prompt, subject, target_new, target_true} = record.requested_rewrite
  if (!prompt.includes('{}')) {
    const field = 'requested_rewrite.prompt'
    throw new FieldFault(field, `field "${field}": {} is missing, where the subject goes`)
  }
  const truth = target_true.str
  return {
    content: {kind: 'answer', question: prompt.replace('{}', () => subject), answer: target_new.str},
    notes: {},
    subject,
    truth,
    probes: [
      ...record.paraphrase_prompts.map((text) => ({
        role: 'rephrase' as const,
        group: null,
        text,
        answers: [target_new.str],
      })),
      ...record.neighborhood_prompts.map((text) => ({
        role: 'locality' as const,
        group: null,
        text,
        answers: truth,
      })),
    ],
  }
}
