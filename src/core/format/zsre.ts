import * as v from 'valibot'
import {firstText, has, parseFields, texts} from './fields.js'
import type {Case, Format} from './format.js'

const schema = v.object({
  subject: texts,
  src: firstText,
  alt: firstText,
  answers: texts,
  rephrase: texts,
  loc: texts,
  loc_ans: texts,
})

/** Neighbours are marked so in the files of MEND. */
const mark = 'nq question: '

/** zsRE as MEND lays it out: `src` is to be answered by `alt`, `rephrase` too, `loc` as before. */
export const zsreFormat: Format = {
  name: 'zsre',
  layout: 'a JSON list of records with src, alt, rephrase, answers, loc and loc_ans',
  container: 'json',
  matches: (value) => has(value, 'src', 'alt'),
  read: readRecord,
  write: (edit) =>
    edit.kind !== 'answer'
      ? null
      : {
          subject: '',
          src: edit.question,
          pred: '',
          rephrase: edit.notes.in?.[0] ?? '',
          alt: edit.answer,
          answers: [],
          loc: edit.notes.out?.[0] === undefined ? '' : `${mark}${edit.notes.out[0]}`,
          loc_ans: '',
          cond: ` >> ${edit.answer} || ${edit.question}`,
        },
}

function readRecord(value: unknown): Case {
  const {subject, src, alt, answers, rephrase, loc, loc_ans} = parseFields(schema, value)
  return {
    content: {kind: 'answer', question: src, answer: alt},
    notes: {},
    subject: subject[0] ?? null,
    truth: answers,
    probes: [
      ...rephrase.map((text) => ({role: 'rephrase' as const, group: null, text, answers: [alt]})),
      ...loc.map((text) => ({
        role: 'locality' as const,
        group: null,
        text: text.replace(mark, ''),
        answers: loc_ans,
      })),
    ],
  }
}
