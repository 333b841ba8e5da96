import {usesScope, type EditorName} from '../editor/editor.js'
import type {ScopeName} from '../scope/scope.js'
import {paperK, problemNames, type ProblemName} from './tables.js'

/** What `bench` can be asked for beside a problem: the paper's tables and figure, and re-use across bases. */
export const tableNames = ['table3', 'table4', 'table5', 'table6', 'figure3', 'reuse'] as const
export type TableName = (typeof tableNames)[number]

/** The name of the problem that the tests of the live edits make. */
export const liveProblem = 'edits'

/** One run to make. */
export interface Job {
  readonly problem: string
  readonly editor: EditorName
  readonly scope: ScopeName
  readonly k: number
  /** A base model of the user's own; null for the one that ships. */
  readonly base: string | null
}

/** What was asked for; null where nothing was said. */
export interface Asked {
  readonly problems: readonly string[]
  readonly tables: readonly TableName[]
  readonly editors: readonly EditorName[] | null
  readonly scopes: readonly ScopeName[] | null
  readonly ks: readonly number[] | null
  readonly bases: readonly (string | null)[]
}

const everyEditor: readonly EditorName[] = ['serac', 'lu', 'rp', 'ft', 'enn', 'mend']
const everyScope: readonly ScopeName[] = ['embed-small', 'cross-small', 'embed', 'cross', 'cascade']
/** k of Figure 3, and on to where the field stops. */
const growing = [1, 5, 25, 75, 250, 1000]

/** The runs that answer what was asked, each once, problem by problem. `scope` is the one of the settings. */
export function jobsOf(asked: Asked, scope: ScopeName): readonly Job[] {
  const {problems, tables, editors, ks, bases} = asked
  const scopes = asked.scopes ?? [scope]
  const [base = null] = bases
  const cross = (
    names: readonly string[],
    methods: readonly EditorName[],
    stages: readonly ScopeName[],
    sizes: (problem: string) => readonly number[],
    models: readonly (string | null)[] = [base],
  ): readonly Job[] =>
    names.flatMap((problem) =>
      models.flatMap((model) =>
        methods.flatMap((editor) =>
          (usesScope(editor) ? stages : stages.slice(0, 1)).flatMap((stage) =>
            sizes(problem).map((k) => ({problem, editor, scope: stage, k, base: model})),
          ),
        ),
      ),
    )
  const usual = (problem: string): readonly number[] => [paperK(problem)]
  const byTable: Readonly<Record<TableName, () => readonly Job[]>> = {
    table3: () => cross(problemNames, editors ?? everyEditor, scopes, usual),
    table4: () => cross(['qa-hard', 'fc'], ['serac'], scopes, usual),
    table5: () => cross(['qa-hard', 'fc'], ['serac'], asked.scopes ?? everyScope, usual),
    table6: () => [],
    figure3: () => cross(['qa'], editors ?? everyEditor, scopes, () => ks ?? growing),
    reuse: () => cross(['qa', 'qa-hard'], ['serac'], scopes, usual, bases),
  }
  const jobs = [
    ...cross(problems, editors ?? ['serac'], scopes, (problem) => ks ?? [paperK(problem)], bases),
    ...tables.flatMap((table) => byTable[table]()),
  ]
  return [...new Map(jobs.map((job) => [JSON.stringify(job), job])).values()].sort(
    (a, b) => order(a.problem) - order(b.problem),
  )
}

/** The shipped problems that jobs and tables read. */
export function problemsOf(jobs: readonly Job[], tables: readonly TableName[]): readonly string[] {
  const costed: readonly ProblemName[] = tables.includes('table6') ? ['qa', 'fc', 'convsent'] : []
  return [...new Set([...jobs.map(({problem}) => problem), ...costed])]
}

function order(problem: string): number {
  const at = problemNames.findIndex((name) => name === problem)
  return at === -1 ? problemNames.length : at
}
