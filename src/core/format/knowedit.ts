import {has} from './fields.js'
import {readFlat} from './flat.js'
import type {Format} from './format.js'

/** KnowEdit: flat records whose probes stand in groups under portability and locality. */
export const knoweditFormat: Format = {
  name: 'knowedit',
  layout: 'a JSON list of records with prompt, target_new, portability and locality',
  container: 'json',
  matches: (value) =>
    has(value, 'prompt', 'target_new') &&
    !has(value, 'case_id') &&
    (has(value, 'portability') || has(value, 'locality')),
  read: readFlat,
  write: (edit) =>
    edit.kind !== 'answer'
      ? null
      : {
          subject: '',
          prompt: edit.question,
          target_new: edit.answer,
          ground_truth: '',
          rephrase: edit.notes.in ?? [],
          portability: {},
          locality:
            edit.notes.out === undefined
              ? {}
              : {Relation_Specificity: edit.notes.out.map((prompt) => ({prompt, ground_truth: ''}))},
        },
}
