import type {Query} from '../../edit.js'
import type {ModelName} from '../../model/manifest.js'
import type {Figure, Table} from './exhibit.js'

/** Version of the JSON that a report is; `docs/report.schema.json` describes it. A new number means that readers must change. */
export const reportVersion = 'serac-bench/1'

/** Everything that a bench found: enough to draw every other report again. Plain data. */
export interface Report {
  readonly schema: typeof reportVersion
  /** ISO 8601. */
  readonly created: string
  /** The words to type after `serac` to repeat it. */
  readonly command: readonly string[]
  /** It was stopped before its end: the numbers are those of what had been asked. */
  readonly partial: boolean
  readonly machine: Machine
  readonly seed: number
  /** Upper bound of an answer, in tokens. */
  readonly maxTokens: number
  /** At most so many queries of each side an edit; null for all. */
  readonly perEdit: number | null
  readonly problems: readonly ProblemInfo[]
  readonly runs: readonly Run[]
  /** What was asked for and cannot be run here. */
  readonly absent: readonly Absent[]
  /** The paper's tables, with our numbers and the paper's. */
  readonly tables: readonly Table[]
  readonly figures: readonly Figure[]
  readonly checks: readonly Check[]
  readonly gates: readonly Gate[]
}

export interface Machine {
  readonly serac: string
  readonly node: string
  readonly runtime: string
  readonly platform: string
  readonly cpu: string
  readonly cores: number
}

/** The data of a problem. */
export interface ProblemInfo {
  readonly name: string
  /** `shipped`, or the file that it was read from. */
  readonly source: string
  /** Layout of the file; null for a shipped problem. */
  readonly format: string | null
  /** Version of a shipped problem; null for a file. */
  readonly version: number | null
  readonly sha256: string
  /** Edits and queries that were used: fewer than the file has, where fewer were asked for. */
  readonly edits: number
  readonly inside: number
  readonly outside: number
  /** What was left out of the file, in words, each with its number. */
  readonly notes: readonly string[]
}

/** How a number was come by; numbers of different protocols are never compared. */
export const protocols = {
  generated: 'generated text, greedy, the model stops by itself, exact match after normalisation',
  likelihood: 'log-likelihoods of given replies (paper, equations 6 and 7)',
  routing: 'which edit answers, no text generated',
} as const
export type Protocol = keyof typeof protocols

/** One editor on one problem with k edits live at a time. */
export interface Run {
  readonly problem: string
  readonly protocol: Protocol
  /** As `serac (cascade)`. */
  readonly editor: string
  /** Name and hash of the base model. */
  readonly base: ModelName
  /** The other models that took part. */
  readonly models: readonly ModelName[]
  /** Scope score from which an edit answers; null where nothing is scored. */
  readonly threshold: number | null
  /** Where the threshold comes from: `--threshold`, the manifest, or what it was calibrated on. */
  readonly thresholdFrom: string | null
  /** Edits that are live at a time. */
  readonly k: number
  readonly batches: number
  /** Queries that could not be asked beside the other edits of their batch, which decide them too, or otherwise. */
  readonly leftOut: number
  readonly complete: boolean
  readonly metrics: readonly Metric[]
  readonly errors: Errors
  readonly components: readonly Component[]
  readonly outcomes: readonly Outcome[]
  readonly seconds: number
}

/** A number with its 95 % interval. */
export interface Metric {
  /** `ES`, `DD`, `ES-DD`, `balanced accuracy`, `z_sent`, `z_topic`, `wanted sentiment`, `on topic` ... */
  readonly name: string
  /** The kind of query that it is about, as the file names it; null for all. */
  readonly group: string | null
  readonly value: number
  readonly n: number
  readonly low: number
  readonly high: number
  readonly interval: 'wilson' | 'bootstrap'
  readonly better: 'higher' | 'lower'
}

export type ErrorKind = 'scope-miss' | 'false-hit' | 'wrong-edit' | 'counterfactual-wrong'

/** Failed queries by what went wrong; they add up to all failures of both sides. */
export type Errors = Readonly<Record<ErrorKind, number>>

/** Accuracy of the parts on one split (paper, Table 4). */
export interface Component {
  /** `in` and `out` alone where the file does not say what is hard. */
  readonly split: 'in (easy)' | 'in (hard)' | 'in' | 'out (easy)' | 'out (hard)' | 'out'
  /** Share of queries that the scope routes rightly. */
  readonly scope: Metric | null
  /** Share of in-scope queries answered rightly when the right edit is given; null out of scope. */
  readonly counterfactual: Metric | null
}

/** What became of one query. */
export interface Outcome {
  /** The same in every run on the same problem. */
  readonly id: string
  /** Id of the record that it belongs to. */
  readonly record: string
  readonly side: 'in' | 'out'
  readonly group: string
  /** Null where the file does not say. */
  readonly hard: boolean | null
  readonly query: Query
  /** Answers that count as right; empty out of scope. */
  readonly wanted: readonly string[]
  readonly source: 'edit' | 'base'
  /** What the edited model says; null where that is the base's own answer and nobody needed its text. */
  readonly answer: string | null
  /** What the base says; null where nobody needed it. */
  readonly base: string | null
  readonly beta: number | null
  /** The record whose edit answered; null for the base. */
  readonly hit: string | null
  /** The nearest live edit as a line of text, with its score. */
  readonly nearest: {readonly text: string; readonly score: number} | null
  /** In scope: 1 right, 0 wrong, or equation 6. Out of scope: 1 changed, 0 not, or equation 7 in nats a token. */
  readonly value: number
  readonly error: ErrorKind | null
  /** In scope: 1 or 0 as the counterfactual model answers with the right edit given; null where that was not asked. */
  readonly given: number | null
  /** More numbers of the query by their names, as `z_sent`; most have none. */
  readonly parts: Readonly<Record<string, number>>
}

export interface Absent {
  readonly problem: string
  readonly editor: string
  readonly why: string
}

/** Something that every run looks at beside its numbers: sequence = batch, the base's answers made anew. */
export interface Check {
  readonly name: string
  readonly passed: boolean
  readonly detail: string
}

/** A bound that a number must keep. */
export interface Gate {
  readonly problem: string
  readonly editor: string
  readonly k: number
  readonly metric: string
  /** As `>= 0.95`, or `drop <= 0.01 against old.json`. */
  readonly bound: string
  /** Null where there is no number: an empty run. */
  readonly value: number | null
  readonly passed: boolean
  /** By how much it fails, or why, in words; what it rests on where it passes. */
  readonly detail: string
}
