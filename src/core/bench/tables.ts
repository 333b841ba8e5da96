import * as paper from './paper.js'
import type {Cell, Figure, Table} from './report/exhibit.js'
import {overall} from './report/group.js'
import type {Absent, Metric, Run} from './report/report.js'

/** What the tables are drawn from. */
export interface Found {
  readonly runs: readonly Run[]
  readonly absent: readonly Absent[]
}

/** Problems of the paper in its order, with the number of edits that are live at a time there. */
export const problemNames = ['qa', 'qa-hard', 'fc', 'convsent'] as const
export type ProblemName = (typeof problemNames)[number]

/** k of the paper's Tables 3 to 5. */
export function paperK(problem: string): number {
  return problem === 'convsent' ? 5 : 10
}

const editors = ['ft', 'lu', 'mend', 'enn', 'rp', 'serac'] as const

/** Table 3: editors on the four problems. */
export function table3(found: Found): Table {
  const rows = problemNames.flatMap((problem) =>
    (['ES', 'DD'] as const).map((metric, side) => ({
      label: `${problem} ${metric}`,
      cells: editors.map((editor) => {
        const theirs = paper.table3[problem]?.[editor]?.[side] ?? null
        const run = runOf(found, problem, (title) => editorOf(title) === editor, paperK(problem))
        return cell(overall(run, metric), theirs, why(found, problem, editor))
      }),
    })),
  )
  return {
    name: 'table3',
    title: 'Table 3: model editors across problems, k = 10 (convsent 5)',
    columns: editors.map((editor) => editor.toUpperCase()),
    rows,
    notes: [
      'ES and DD on generated text; for convsent equations 6 and 7 (DD in nats a token).',
      'The base models differ: the paper edits T5-large, BERT-base and BlenderBot-90M.',
    ],
  }
}

/** Table 4: scope and counterfactual model apart, by split. */
export function table4(found: Found): Table {
  const problems = ['qa-hard', 'fc'] as const
  const runs = problems.map((problem) =>
    runOf(found, problem, (title) => editorOf(title) === 'serac', paperK(problem)),
  )
  const splits = ['in (easy)', 'in (hard)', 'out (easy)', 'out (hard)'] as const
  return {
    name: 'table4',
    title: 'Table 4: accuracy of the scope classifier and of the counterfactual model, by split',
    columns: problems.flatMap((problem) => [`${problem} scope`, `${problem} counterfactual`]),
    rows: splits.map((split) => ({
      label: split,
      cells: problems.flatMap((problem, i) => {
        const component = runs[i]?.components.find((known) => known.split === split)
        const [scope = null, answers = null] = paper.table4[problem]?.[split] ?? []
        return [
          cell(component?.scope ?? null, scope, why(found, problem, 'serac')),
          cell(
            component?.counterfactual ?? null,
            answers,
            split.startsWith('in') ? why(found, problem, 'serac') : '–',
          ),
        ]
      }),
    })),
    notes: [
      'Counterfactual: in-scope queries answered rightly when the right edit is given.',
      'The paper pools what is in scope for fc: its numbers stand beside both splits.',
    ],
  }
}

/** Table 5: scope classifiers by kind and backbone, and the cascade. */
export function table5(found: Found): Table {
  const scopes = ['embed-small', 'cross-small', 'embed', 'cross', 'cascade'] as const
  const problems = ['qa-hard', 'fc'] as const
  return {
    name: 'table5',
    title: 'Table 5: scope classifiers by architecture and backbone, k = 10',
    columns: problems.flatMap((problem) => [`${problem} ES`, `${problem} DD`]),
    rows: scopes.map((scope) => ({
      label: scope,
      cells: problems.flatMap((problem) => {
        const title = `serac (${scope})`
        const run = runOf(found, problem, (known) => known === title, paperK(problem))
        const theirs = paper.table5[scope]?.[problem]
        return (['ES', 'DD'] as const).map((metric, side) =>
          cell(overall(run, metric), theirs?.[side] ?? null, why(found, problem, title)),
        )
      }),
    })),
    notes: [
      "The paper's small backbone is distilBERT, its other one BERT-base; ours have 3 and 6 layers of MiniLM.",
    ],
  }
}

/** Re-use: the same editor on other bases. */
export function reuseTable(found: Found): Table {
  const runs = found.runs.filter(({editor}) => editorOf(editor) === 'serac')
  const bases = new Map(runs.map(({base}) => [base.hash, base.name]))
  const problems = ['qa', 'qa-hard']
  return {
    name: 'reuse',
    title: 'The same trained editor on different base models, k = 10',
    columns: problems.flatMap((problem) => [`${problem} ES`, `${problem} DD`]),
    rows: [...bases].map(([hash, name]) => ({
      label: name,
      cells: problems.flatMap((problem) => {
        const own = {...found, runs: runs.filter(({base}) => base.hash === hash)}
        const run = runOf(own, problem, () => true, paperK(problem))
        return [cell(overall(run, 'ES'), null, null), cell(overall(run, 'DD'), null, null)]
      }),
    })),
    notes: [
      'The paper reports ES above .99 and DD below .01 on QA, ES above .92 and DD below .03 on QA-hard, for all bases.',
    ],
  }
}

/** Figure 3 for one problem and base: ES - DD by the number of edits live at a time. */
export function figure3(runs: readonly Run[]): Figure {
  const [first] = runs
  const titles = [...new Set(runs.map(({editor}) => editor))]
  const series = titles.map((label) => ({
    label,
    points: runs
      .filter(({editor}) => editor === label)
      .flatMap((run) => {
        const found = overall(run, 'ES-DD')
        return found === undefined ? [] : [{x: run.k, y: found.value, low: found.low, high: found.high}]
      })
      .sort((a, b) => a.x - b.x),
  }))
  const problem = first?.problem ?? ''
  return {
    name: `figure3 ${problem} ${first?.base.name ?? ''}`,
    title: `Figure 3: ES - DD on ${problem} by edits live at a time, base ${first?.base.name ?? ''}`,
    x: 'k',
    y: 'ES - DD',
    series,
  }
}

/** The method in a title such as `serac (cascade)`. */
export function editorOf(title: string): string {
  return title.split(' ')[0] ?? title
}

/** The run with this k or, where there are fewer edits, with all of them. */
function runOf({runs}: Found, problem: string, fits: (title: string) => boolean, k: number): Run | undefined {
  const own = runs.filter((run) => run.problem === problem && fits(run.editor))
  return own.find((run) => run.k === k) ?? own.find((run) => run.k < k && run.batches === 1)
}

/** Why there is no number, if it was said. */
function why({absent}: Found, problem: string, editor: string): string {
  const found = absent.find(
    (known) => known.problem === problem && [known.editor, editorOf(known.editor)].includes(editor),
  )
  return found === undefined ? 'not run' : `not available: ${found.why}`
}

function cell(metric: Metric | null | undefined, theirs: number | null, text: string | null): Cell {
  if (metric === null || metric === undefined || Number.isNaN(metric.value))
    return {value: null, low: null, high: null, paper: theirs, text}
  return {value: metric.value, low: metric.low, high: metric.high, paper: theirs, text: null}
}
