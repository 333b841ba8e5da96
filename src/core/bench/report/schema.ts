import * as v from 'valibot'
import {reportVersion, type Report} from './report.js'

const number = v.pipe(v.number(), v.finite('it must be a finite number'))
const count = v.pipe(
  v.number(),
  v.safeInteger('it must be a whole number'),
  v.minValue(0, 'it must not be negative'),
)
const positive = v.pipe(count, v.minValue(1, 'it must be at least 1'))
/** JSON has no NaN, the value of a share of nothing: it is written as null. */
const measured = v.pipe(
  v.nullable(number),
  v.transform((value) => value ?? Number.NaN),
)
const texts = v.array(v.string())
const protocol = v.picklist(['generated', 'likelihood', 'routing'])
const errorKind = v.picklist(['scope-miss', 'false-hit', 'wrong-edit', 'counterfactual-wrong'])

const model = v.strictObject({role: v.string(), name: v.string(), hash: v.string()})

const metric = v.strictObject({
  name: v.string(),
  group: v.nullable(v.string()),
  value: measured,
  n: count,
  low: measured,
  high: measured,
  interval: v.picklist(['wilson', 'bootstrap']),
  better: v.picklist(['higher', 'lower']),
})

/** Valibot's records let lists pass. */
const parts = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), 'Object expected, not Array'),
  v.record(v.string(), measured),
)

const outcome = v.strictObject({
  id: v.string(),
  record: v.string(),
  side: v.picklist(['in', 'out']),
  group: v.string(),
  hard: v.nullable(v.boolean()),
  query: v.strictObject({kind: v.picklist(['question', 'claim']), text: v.string()}),
  wanted: texts,
  source: v.picklist(['edit', 'base']),
  answer: v.nullable(v.string()),
  base: v.nullable(v.string()),
  beta: v.nullable(number),
  hit: v.nullable(v.string()),
  nearest: v.nullable(v.strictObject({text: v.string(), score: number})),
  value: number,
  error: v.nullable(errorKind),
  given: v.nullable(number),
  parts,
})

const component = v.strictObject({
  split: v.picklist(['in (easy)', 'in (hard)', 'in', 'out (easy)', 'out (hard)', 'out']),
  scope: v.nullable(metric),
  counterfactual: v.nullable(metric),
})

const run = v.strictObject({
  problem: v.string(),
  protocol,
  editor: v.string(),
  base: model,
  models: v.array(model),
  threshold: v.nullable(number),
  thresholdFrom: v.nullable(v.string()),
  k: positive,
  batches: count,
  leftOut: count,
  complete: v.boolean(),
  metrics: v.array(metric),
  errors: v.strictObject({
    'scope-miss': count,
    'false-hit': count,
    'wrong-edit': count,
    'counterfactual-wrong': count,
  }),
  components: v.array(component),
  outcomes: v.array(outcome),
  seconds: v.pipe(number, v.minValue(0, 'it must not be negative')),
})

const problem = v.strictObject({
  name: v.string(),
  source: v.string(),
  format: v.nullable(v.string()),
  version: v.nullable(number),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'it must be 64 lower-case hexadecimal digits')),
  edits: count,
  inside: count,
  outside: count,
  notes: texts,
})

const cell = v.strictObject({
  value: v.nullable(number),
  low: v.nullable(number),
  high: v.nullable(number),
  paper: v.nullable(number),
  text: v.nullable(v.string()),
})

const table = v.strictObject({
  name: v.string(),
  title: v.string(),
  columns: texts,
  rows: v.array(v.strictObject({label: v.string(), cells: v.array(cell)})),
  notes: texts,
})

const point = v.strictObject({x: number, y: measured, low: measured, high: measured})

const figure = v.strictObject({
  name: v.string(),
  title: v.string(),
  x: v.string(),
  y: v.string(),
  series: v.array(v.strictObject({label: v.string(), points: v.array(point)})),
})

const gate = v.strictObject({
  problem: v.string(),
  editor: v.string(),
  k: positive,
  metric: v.string(),
  bound: v.string(),
  value: v.nullable(number),
  passed: v.boolean(),
  detail: v.string(),
})

/** A report as read from a file; `docs/report.schema.json` says the same to other programs. */
export const reportSchema: v.GenericSchema<unknown, Report> = v.strictObject({
  schema: v.literal(reportVersion),
  created: v.pipe(
    v.string(),
    v.regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
      'it must be an ISO 8601 instant',
    ),
  ),
  command: texts,
  partial: v.boolean(),
  machine: v.strictObject({
    serac: v.string(),
    node: v.string(),
    runtime: v.string(),
    platform: v.string(),
    cpu: v.string(),
    cores: count,
  }),
  seed: number,
  maxTokens: count,
  perEdit: v.nullable(count),
  problems: v.array(problem),
  runs: v.array(run),
  absent: v.array(v.strictObject({problem: v.string(), editor: v.string(), why: v.string()})),
  tables: v.array(table),
  figures: v.array(figure),
  checks: v.array(v.strictObject({name: v.string(), passed: v.boolean(), detail: v.string()})),
  gates: v.array(gate),
})
