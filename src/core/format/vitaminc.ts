import * as v from 'valibot'
import {firstText, has, parseFields, text} from './fields.js'
import type {Case, Format} from './format.js'

const labels = ['SUPPORTS', 'REFUTES', 'NOT ENOUGH INFO'] as const
const schema = v.object({claim: text, evidence: firstText, label: v.picklist(labels), page: firstText})

/** VitaminC: evidence that supports, refutes or leaves open a claim (paper section 4, FC). Read only. */
export const vitamincFormat: Format = {
  name: 'vitaminc',
  layout: 'one JSON object a line with claim, evidence, label and page',
  container: 'jsonl',
  matches: (value) => has(value, 'claim', 'evidence', 'label'),
  read: readRecord,
  write: () => null,
}

function readRecord(value: unknown): Case {
  const {claim, evidence, label, page} = parseFields(schema, value)
  const open = label === 'NOT ENOUGH INFO'
  return {
    content: {kind: 'fact', statement: evidence},
    notes: {},
    subject: page,
    truth: [],
    probes: [
      {
        role: open ? 'out' : 'in',
        group: open ? 'same page' : label.toLowerCase(),
        kind: 'claim',
        text: claim,
        answers: open ? [] : [label === 'SUPPORTS' ? 'True' : 'False'],
        ...(open && {hard: true}),
      },
    ],
  }
}
