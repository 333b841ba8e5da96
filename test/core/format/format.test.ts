import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {canonical, editId, type Edit} from '../../../src/core/edit.js'
import {changeOf, formatNames} from '../../../src/core/format/format.js'
import {readEdits} from '../../../src/core/format/read.js'
import {formats} from '../../../src/core/format/table.js'
import {writeEdits} from '../../../src/core/format/write.js'
import {canonicalNotes} from '../../../src/core/ledger/notes.js'

const question = 'Who leads Atlantis?'
const answer = {kind: 'answer', question, answer: 'Neptune'} as const
const rephrase = (text: string) => ({role: 'rephrase', group: null, text, answers: ['Neptune']})

/** One record of each layout, as its publishers have it, with what it means. */
const samples: [string, string, unknown, unknown][] = [
  [
    'zsRE as in MEND',
    'zsre',
    [
      {
        subject: 'Atlantis',
        src: question,
        pred: 'Triton',
        rephrase: 'Who is the leader of Atlantis?',
        alt: 'Neptune',
        answers: ['Triton'],
        loc: 'nq question: who painted the ceiling',
        loc_ans: 'Mike',
        cond: 'Triton >> Neptune || Who leads Atlantis?',
      },
    ],
    {
      content: answer,
      notes: {},
      subject: 'Atlantis',
      truth: ['Triton'],
      probes: [
        rephrase('Who is the leader of Atlantis?'),
        {role: 'locality', group: null, text: 'who painted the ceiling', answers: ['Mike']},
      ],
    },
  ],
  [
    'CounterFact, nested',
    'counterfact',
    [
      {
        case_id: 7,
        pararel_idx: 1,
        requested_rewrite: {
          prompt: 'The capital of {} is',
          relation_id: 'P36',
          target_new: {str: 'Poseidonis', id: 'Q1'},
          target_true: {str: 'Thera', id: 'Q2'},
          subject: 'Atlantis',
        },
        paraphrase_prompts: ['Atlantis, whose capital is', 'Governed from'],
        neighborhood_prompts: ['The capital of Lemuria is'],
        attribute_prompts: ['x'],
        generation_prompts: ['y'],
      },
    ],
    {
      content: {kind: 'answer', question: 'The capital of Atlantis is', answer: 'Poseidonis'},
      notes: {},
      subject: 'Atlantis',
      truth: ['Thera'],
      probes: [
        {role: 'rephrase', group: null, text: 'Atlantis, whose capital is', answers: ['Poseidonis']},
        {role: 'rephrase', group: null, text: 'Governed from', answers: ['Poseidonis']},
        {role: 'locality', group: null, text: 'The capital of Lemuria is', answers: ['Thera']},
      ],
    },
  ],
  [
    'CounterFact, flat',
    'counterfact',
    [
      {
        case_id: 7,
        prompt: question,
        target_new: 'Neptune',
        subject: 'Atlantis',
        ground_truth: 'Triton',
        rephrase_prompt: 'Atlantis is led by',
        locality_prompt: 'Lemuria is led by',
        locality_ground_truth: 'Mu',
      },
    ],
    {
      content: answer,
      notes: {},
      subject: 'Atlantis',
      truth: ['Triton'],
      probes: [
        rephrase('Atlantis is led by'),
        {role: 'locality', group: null, text: 'Lemuria is led by', answers: ['Mu']},
      ],
    },
  ],
  [
    'KnowEdit',
    'knowedit',
    [
      {
        subject: 'Atlantis',
        prompt: question,
        target_new: 'Neptune',
        portability: {
          Reasoning: [
            {prompt: 'Where does the leader of Atlantis live?', ground_truth: [['the sea', 'the ocean']]},
          ],
          Subject_Aliasing: null,
        },
        locality: {Relation_Specificity: [{prompt: 'Where is Atlantis?', ground_truth: 'nowhere'}]},
      },
    ],
    {
      content: answer,
      notes: {},
      subject: 'Atlantis',
      truth: [],
      probes: [
        {
          role: 'portability',
          group: 'Reasoning',
          text: 'Where does the leader of Atlantis live?',
          answers: ['the sea', 'the ocean'],
        },
        {role: 'locality', group: 'Relation_Specificity', text: 'Where is Atlantis?', answers: ['nowhere']},
      ],
    },
  ],
  [
    'EasyEdit, records',
    'easyedit',
    [{prompt: question, target_new: 'Neptune', ground_truth: null, rephrase_prompt: 'Atlantis is led by'}],
    {content: answer, notes: {}, subject: null, truth: [], probes: [rephrase('Atlantis is led by')]},
  ],
  [
    'EasyEdit, columns',
    'easyedit',
    {
      prompts: [question],
      target_new: ['Neptune'],
      ground_truth: ['Triton'],
      subject: ['Atlantis'],
      rephrase_prompts: ['Atlantis is led by'],
      locality_inputs: {neighborhood: {prompt: ['Lemuria is led by'], ground_truth: ['Mu']}},
    },
    {
      content: answer,
      notes: {},
      subject: 'Atlantis',
      truth: ['Triton'],
      probes: [
        rephrase('Atlantis is led by'),
        {role: 'locality', group: 'neighborhood', text: 'Lemuria is led by', answers: ['Mu']},
      ],
    },
  ],
]

describe('a file', () => {
  test.each(samples)('in the layout %s is recognised and understood', (_, format, file, expected) => {
    expect(readEdits(JSON.stringify(file))).toEqual({format, cases: [expected], skipped: []})
  })

  test('may have its records as lines too', () => {
    const [, , records] = samples[0]!
    const text = (records as unknown[]).map((record) => `${JSON.stringify(record)}\r\n\n`).join('')
    expect(readEdits(text).format).toBe('zsre')
  })

  test.each([
    ['', 'there is no edit in it'],
    ['[]', 'there is no edit in it'],
    ['[{"x": 1}]', 'record 1 is of no known format (its fields: x)'],
    ['[{"src": "a", "alt": "b"}, 5]', 'record 2: a JSON object expected'],
    [
      '[{"src": "a", "alt": "b"},\n {"src": "c", "alt": }]',
      'line 2, column 22: a JSON value expected, not "}"',
    ],
    ['[{"src": "a", "alt": "b"}, {"prompt": "a", "target_new": "b"}]', 'record 2 is not zsre'],
    ['[{"src": "a", "alt": {"b": 1}}]', 'record 1: field "alt": a text or a list of texts expected'],
    [
      '[{"src": "a", "alt": "b", "rephrase": ["c", "\\u0000"]}]',
      'record 1: field "rephrase": the text contains a NUL',
    ],
    [
      '[{"requested_rewrite": {"prompt": "x", "subject": "s", "target_new": {"str": "t"}}}]',
      'requested_rewrite.prompt',
    ],
    ['[{"requested_rewrite": {"prompt": "{}", "subject": "s"}}]', 'field "requested_rewrite.target_new"'],
    ['{"fact": "a"}\n{"fact": ""}', 'line 2, column 2: field "fact": the text is empty'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => readEdits(text)).toThrow(message)
  })

  test('says what it looks like when another format was asked for', () => {
    expect(() => readEdits('[{"src": "a", "alt": "b"}]', {format: 'knowedit'})).toThrow(
      /not knowedit .*it looks like zsre$/,
    )
  })

  test('can be read without its bad records, each of which is named', () => {
    const text = '[{"src": "a", "alt": "b"}, {"src": "c", "alt": ""}, {"src": "d", "alt": "e"}]'
    const {cases, skipped} = readEdits(text, {skipBad: true})
    expect(cases.map(({content}) => content)).toEqual([
      {kind: 'answer', question: 'a', answer: 'b'},
      {kind: 'answer', question: 'd', answer: 'e'},
    ])
    expect(skipped).toEqual(['record 2: field "alt": it must hold a text'])
  })
})

const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('{}', '\n', '"', '\\', 'é', '日', ' ', 'nq question: '),
      fc.string({minLength: 1, maxLength: 1}),
    ),
  })
  .map((raw) => `x${raw}y`.replaceAll('\0', ''))
const notes = fc
  .record(
    {tags: fc.array(text), in: fc.array(text), out: fc.array(text), source: text, author: text},
    {requiredKeys: []},
  )
  .map(canonicalNotes)
const edit = fc
  .record({content: fc.record({kind: fc.constant('answer' as const), question: text, answer: text}), notes})
  .map(({content, notes: kept}): Edit => ({
    ...content,
    ...canonical(content),
    id: editId(content),
    seq: 1,
    time: '2026-01-01T00:00:00.000Z',
    notes: kept,
  }))

describe('what is written', () => {
  // VitaminC is read only: it has a place for no answer.
  test.each(formatNames.filter((name) => name !== 'vitaminc'))(
    'in %s reads back as the same edits; what notes are lost is said',
    (name) => {
      fc.assert(
        fc.property(fc.array(edit, {minLength: 1, maxLength: 4}), (edits) => {
          const {text: file, lost} = writeEdits(edits, formats[name])
          const {format, cases} = readEdits(file)
          expect(format).toBe(name)
          expect(cases.map(({content}) => editId(content))).toEqual(edits.map(({id}) => id))
          const changes = cases.map(changeOf)
          for (const note of ['tags', 'in', 'out', 'source', 'author'] as const) {
            const differ = edits.filter(({notes: had}, i) => {
              const change = changes[i]
              const got = change?.op === 'add' ? change.notes?.[note] : undefined
              return had[note] !== undefined && JSON.stringify(had[note]) !== JSON.stringify(got)
            })
            expect([note, lost[note] ?? 0]).toEqual([note, differ.length])
          }
          if (name === 'serac') expect(lost).toEqual({})
        }),
        {numRuns: 60},
      )
    },
  )

  test('keeps every kind in our own format, and no other format takes a fact or an opinion', () => {
    const facts = ['{"fact":"a"}', '{"topic":"b","sentiment":"negative"}']
    const edits = readEdits(facts.join('\n')).cases.map(({content}, i): Edit => ({
      ...content,
      id: editId(content),
      seq: i + 1,
      time: '',
      notes: {},
    }))
    expect(writeEdits(edits, formats.serac).text).toBe(`${facts.join('\n')}\n`)
    for (const name of formatNames.filter((one) => one !== 'serac')) {
      expect(() => writeEdits(edits, formats[name])).toThrow(`${name} has no place for 2 of the edits`)
    }
  })
})
