import {share} from '../../src/core/bench/metric.js'
import type {ErrorKind, Metric, Outcome, Run} from '../../src/core/bench/report/report.js'
import {random} from '../../src/core/model/sampling.js'

/** Texts that break careless reports. */
export const hostile: readonly string[] = [
  '<script>alert("x")</script>',
  `"quoted" & 'quoted' & &amp; ]]> <!-- -->`,
  'bell \u0007, escape \u001B[31m, nul \0, half \uD800, not a character \uFFFF, C1 \u0085',
  'emoji \u{1F469}\u200D\u{1F52C} and turned \u202Eround',
  '| a pipe | `code` | *star* | [link](javascript:alert(1)) | <br> | $x$ \\',
  'two\nlines\r\nand\ta tab',
  `${'long '.repeat(399)}long.`,
  '',
]

const models = [
  {role: 'scope', name: 'minilm-embed', hash: '1f'.repeat(32)},
  {role: 'counterfactual', name: 'smollm2-counterfactual', hash: '2e'.repeat(32)},
]
const base = {role: 'base', name: 'smollm2-360m', hash: '3d'.repeat(32)}
/** `each` queries put to one editor; the editor `lookup` scores nothing. Hostile texts among them unless `tame`. */
export function fakeRun(problem: string, editor: string, k: number, each: number, tame: boolean): Run {
  const u = random(k * 31 + problem.length * 7 + editor.length)
  const scores = editor !== 'lookup'
  const threshold = scores ? 0.4 : null
  const outcomes = Array.from({length: each}, (_, i) => fakeOutcome(i, u, {problem, threshold, k, tame}))
  const of = (kind: ErrorKind): number => outcomes.filter(({error}) => error === kind).length
  const inside = outcomes.filter(({side}) => side === 'in')
  const outside = outcomes.filter(({side}) => side === 'out')
  const metric = (name: string, group: string | null, chosen: readonly Outcome[]): Metric => ({
    name,
    group,
    ...share(chosen.filter(({value}) => value > 0.5).length, chosen.length),
    better: name === 'DD' ? 'lower' : 'higher',
  })
  return {
    problem,
    protocol: problem === 'convsent' ? 'likelihood' : 'generated',
    editor,
    base,
    models: scores ? models : [],
    threshold,
    thresholdFrom: threshold === null ? null : 'the models manifest',
    k,
    leftOut: 0,
    batches: Math.ceil(150 / k),
    complete: true,
    metrics: [
      metric('ES', null, inside),
      metric('DD', null, outside),
      metric('ES', 'rephrase', inside.slice(0, 6)),
      metric('DD', 'same | subject', outside.slice(0, 6)),
    ],
    errors: {
      'scope-miss': of('scope-miss'),
      'false-hit': of('false-hit'),
      'wrong-edit': of('wrong-edit'),
      'counterfactual-wrong': of('counterfactual-wrong'),
    },
    components: [
      {split: 'in (easy)', scope: metric('scope', null, inside), counterfactual: metric('cf', null, inside)},
      {split: 'out (hard)', scope: metric('scope', null, outside), counterfactual: null},
    ],
    outcomes,
    seconds: 12.5 + k,
  }
}

interface Where {
  readonly problem: string
  readonly threshold: number | null
  readonly k: number
  readonly tame: boolean
}

function fakeOutcome(i: number, u: () => number, {problem, threshold, k, tame}: Where): Outcome {
  const side = i % 2 === 0 ? 'in' : 'out'
  const text = tame ? undefined : hostile[(i + k) % (2 * hostile.length)]
  const score = side === 'in' ? 1 - u() ** 6 : u() ** (9 - Math.log(k))
  const hits = threshold === null ? side === 'in' && u() < 0.5 : score >= threshold
  const wrongEdit = hits && side === 'in' && u() < 0.02
  const slips = hits && side === 'in' && u() < 0.05
  const error: ErrorKind | null =
    side === 'out'
      ? hits
        ? 'false-hit'
        : null
      : !hits
        ? 'scope-miss'
        : wrongEdit
          ? 'wrong-edit'
          : slips
            ? 'counterfactual-wrong'
            : null
  const own = side === 'in' ? 1 : 0
  return {
    id: `${problem}-${i}`,
    record: `r${i >> 2}`,
    side,
    group: side === 'in' ? 'rephrase' : 'same subject',
    hard: i % 4 < 2,
    query: {
      kind: i % 5 === 0 ? 'claim' : 'question',
      text: text ?? `Who leads the town of Upper ${i} Falls now?`,
    },
    wanted: side === 'in' ? [text ?? `Ada ${i} Byron`, `A. ${i} Byron`] : [],
    source: hits ? 'edit' : 'base',
    answer: side === 'out' && !hits ? null : (text ?? `Charles ${i} Babbage`),
    base: hits && side === 'out' ? (text ?? `Nobody ${i}`) : null,
    beta: threshold === null ? null : score,
    hit: hits ? `r${(i >> 2) + (wrongEdit ? 1 : 0)}` : null,
    nearest:
      threshold === null ? null : {text: text ?? `Who is the mayor of Upper ${i} Falls? Ada Byron`, score},
    value: error === null ? own : 1 - own,
    error,
    given: side === 'in' && hits ? (slips ? 0 : 1) : null,
    parts: problem === 'convsent' && side === 'in' ? {z_sent: 0.9, z_topic: 1} : {},
  }
}
