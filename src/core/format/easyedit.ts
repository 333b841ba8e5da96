import {has} from './fields.js'
import {readFlat} from './flat.js'
import type {Format} from './format.js'

/** What EasyEdit's editors take: a list of flat records, or the columns that `editor.edit(...)` has as arguments. */
export const easyeditFormat: Format = {
  name: 'easyedit',
  layout:
    'a JSON list of records with prompt and target_new, or an object of columns with prompts and target_new',
  container: 'json',
  matches: (value) =>
    has(value, 'prompt', 'target_new') &&
    !has(value, 'case_id') &&
    !has(value, 'portability') &&
    !has(value, 'locality'),
  read: readFlat,
  write: (edit) =>
    edit.kind !== 'answer'
      ? null
      : {
          subject: '',
          prompt: edit.question,
          target_new: edit.answer,
          ground_truth: '',
          rephrase_prompt: edit.notes.in?.[0] ?? '',
          locality_prompt: edit.notes.out?.[0] ?? '',
          locality_ground_truth: '',
        },
}
