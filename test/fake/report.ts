import {
  reportVersion,
  type Gate,
  type Metric,
  type Report,
  type Run,
} from '../../src/core/bench/report/report.js'
import {fakeRun, hostile} from './bench-run.js'

const serac = 'serac (cascade)'
const lookup = 'lookup'
const sizes = [1, 5, 25, 75] as const

/**
 * A report of two problems, two editors that ran at k = 1, 5, 25 and 75 and two that are not available, with gates that
 * hold and gates that fail. `queries` outcomes in all; hostile texts among them unless `tame`.
 */
export function fakeReport(queries = 304, tame = false): Report {
  const each = Math.round(queries / 16)
  const runs = ['qa-hard', 'convsent'].flatMap((problem) =>
    [serac, lookup].flatMap((editor) => sizes.map((k) => fakeRun(problem, editor, k, each, tame))),
  )
  return {
    schema: reportVersion,
    created: '2025-03-04T05:06:07.890Z',
    command: ['bench', 'qa-hard', 'convsent', '--edits', '1,5,25,75', '--data', "it's here.json"],
    partial: false,
    machine: {
      serac: '0.1.0',
      node: 'v20.20.2',
      runtime: 'onnxruntime-node 1.30.0',
      platform: 'linux x64',
      cpu: 'A <fast> CPU @ 2.5 GHz',
      cores: 2,
    },
    seed: 7,
    maxTokens: 32,
    perEdit: null,
    problems: ['qa-hard', 'convsent'].map((name) => ({
      name,
      source: 'shipped',
      format: null,
      version: 3,
      sha256: 'ab'.repeat(32),
      edits: 150,
      inside: 600,
      outside: 600,
      notes:
        name === 'convsent' ? [] : ['2 records without a question', tame ? 'none else' : (hostile[0] ?? '')],
    })),
    runs,
    absent: ['mend', 'fine-tune'].flatMap((editor) =>
      ['qa-hard', 'convsent'].map((problem) => ({
        problem,
        editor,
        why: 'it needs the gradient of the base, which an ONNX graph does not give',
      })),
    ),
    tables: [table3(runs)],
    figures: ['qa-hard', 'convsent'].map((problem) => figure3(problem, runs)),
    checks: [
      {name: 'sequence = batch', passed: true, detail: '20 random partitions, one digest, 60 answers equal'},
      {name: 'base answers made anew', passed: false, detail: `1 of 12 differs: ${hostile[1]}`},
    ],
    gates: [
      gate(runs[1], 'ES', '>= 0.5', true, 'by 0.3'),
      gate(runs[3], 'ES', '>= 0.99', false, 'by 0.08'),
      gate(runs[3], 'DD', '<= 0.9', true, 'by 0.8'),
      {...gate(runs[12], 'ES', '>= 0.9', false, `nothing was asked: ${hostile[0]}`), value: null},
    ],
  }
}

function gate(run: Run | undefined, metric: string, bound: string, passed: boolean, detail: string): Gate {
  const {problem = 'qa-hard', editor = serac, k = 1} = run ?? {}
  const value = run?.metrics.find(({name}) => name === metric)?.value ?? null
  return {problem, editor, k, metric, bound, value, passed, detail}
}

function table3(runs: readonly Run[]): Report['tables'][number] {
  const cell = (
    paper: number | null,
    metric?: Metric,
  ): Report['tables'][number]['rows'][number]['cells'][number] => ({
    value: metric?.value ?? null,
    low: metric?.low ?? null,
    high: metric?.high ?? null,
    paper,
    text: metric === undefined ? 'not available: needs the gradient of the base' : null,
  })
  const row = (label: string, papers: readonly (number | null)[], at: number, metric: number) => ({
    label,
    cells: papers.map((paper, i) =>
      cell(paper, i === 5 ? runs[at]?.metrics[metric] : i === 1 ? runs[at + 4]?.metrics[metric] : undefined),
    ),
  })
  return {
    name: 'table3',
    title: 'Table 3: editors on editing problems',
    columns: ['FT', 'LU', 'MEND', 'ENN', 'RP', 'SERAC'],
    rows: [
      row('QA-hard ES ↑', [0.321, 0.515, 0.478, 0.509, 0.278, 0.913], 1, 0),
      row('QA-hard DD ↓', [0.109, 0.132, 0.255, 0.453, 0.027, 0.028], 1, 1),
      row('ConvSent ES ↑', [null, null, 0.494, 0.502, 0.506, 0.991], 9, 0),
      row('ConvSent DD ↓', [null, null, 2.149, 3.546, 0, 0], 9, 1),
    ],
    notes: ['The paper measures with other base models; its QA data are not ours.'],
  }
}

function figure3(problem: string, runs: readonly Run[]): Report['figures'][number] {
  return {
    name: `figure3-${problem}`,
    title: `Figure 3: ES − DD by the number of edits, ${problem}`,
    x: 'k, edits live at a time',
    y: 'ES − DD',
    series: [serac, lookup].map((label) => ({
      label,
      points: runs
        .filter((run) => run.problem === problem && run.editor === label)
        .map(({k, metrics: [es, dd]}) => {
          const y = (es?.value ?? 0) - (dd?.value ?? 0)
          const half = es === undefined ? 0 : (es.high - es.low) / 2
          return {x: k, y, low: y - half, high: y + half}
        }),
    })),
  }
}
