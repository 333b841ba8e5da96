import type {Edit, Query} from '../edit.js'
import type {Editor} from '../editor/editor.js'
import type {Model} from '../model/model.js'
import type {Scope} from '../scope/scope.js'
import {median} from './metric.js'
import {table6, table6Memory} from './paper.js'
import type {Cell, Figure, Table} from './report/exhibit.js'

/** What measures; nothing here reads a clock of its own. */
export interface Meter {
  /** Milliseconds from any fixed instant. */
  readonly clock: () => number
  /** Resident memory of the process, in bytes. */
  readonly resident: () => number
}

/** One problem's edits and queries for the cost table. Nothing that it runs on keeps answers. */
export interface CostParts {
  readonly problem: string
  readonly base: Model
  readonly editor: Editor
  readonly edits: readonly Edit[]
  readonly inside: readonly Query[]
  readonly outside: readonly Query[]
}

/** Times in ms of each query, and resident bytes after each way was first used. */
export interface Cost {
  readonly problem: string
  readonly ms: Readonly<Record<Way, readonly number[]>>
  readonly resident: Readonly<Record<Way, number>>
}

const ways = ['base', 'out', 'in'] as const
type Way = (typeof ways)[number]

/** Asks the base alone, SERAC out of scope and SERAC in scope, turn by turn, after one warm question each. */
export async function measureCost(parts: CostParts, meter: Meter, signal?: AbortSignal): Promise<Cost> {
  const {problem, base, editor, edits, inside, outside} = parts
  const resident: Record<Way, number> = {base: 0, out: 0, in: 0}
  const ms: Record<Way, number[]> = {base: [], out: [], in: []}
  const time = async (way: Way, model: Model, query: Query, counts: boolean): Promise<void> => {
    const started = meter.clock()
    const [answer] = await model.answer([query], signal)
    const taken = meter.clock() - started
    if (!counts) resident[way] = meter.resident()
    // A question that went the other way is not what is timed here.
    else if (answer?.source === (way === 'in' ? 'edit' : 'base')) ms[way].push(taken)
  }
  const [firstIn, firstOut] = [inside[0], outside[0]]
  if (firstIn === undefined || firstOut === undefined) throw new Error(`${problem} has no queries to time`)
  await time('base', base, firstOut, false)
  const edited = await editor.edit(base, edits)
  await time('out', edited, firstOut, false)
  await time('in', edited, firstIn, false)
  for (let i = 0; i < Math.min(inside.length, outside.length); i++) {
    const [asked, other] = [inside[i], outside[i]]
    if (asked === undefined || other === undefined) break
    await time('base', base, other, true)
    await time('out', edited, other, true)
    await time('in', edited, asked, true)
  }
  return {problem, ms, resident}
}

/** Time of `scope.nearest` alone at growing numbers of live edits: the median over fresh queries, with the quartiles. */
export async function measureGrowth(
  open: (count: number) => Promise<Scope>,
  counts: readonly number[],
  queries: readonly Query[],
  meter: Meter,
  signal?: AbortSignal,
): Promise<Figure['series'][number]['points']> {
  const points = []
  for (const count of counts) {
    const scope = await open(count)
    const ms: number[] = []
    for (const [i, query] of queries.entries()) {
      const started = meter.clock()
      await scope.nearest([query], signal)
      if (i > 0) ms.push(meter.clock() - started)
    }
    const sorted = ms.sort((a, b) => a - b)
    const at = (q: number): number => sorted[Math.floor(q * (sorted.length - 1))] ?? 0
    points.push({x: count, y: median(sorted), low: at(0.25), high: at(0.75)})
  }
  return points
}

/** Table 6: median time and resident memory of one answer, in one process and run. */
export function costTable(costs: readonly Cost[], notes: readonly string[]): Table {
  const names = {base: 'base alone', out: 'SERAC out', in: 'SERAC in'} as const
  return {
    name: 'table6',
    title: 'Table 6: time and memory of one answer, k = 10',
    columns: [...ways.map((way) => `${names[way]}, ms`), ...ways.map((way) => `${names[way]}, MB`)],
    rows: costs.map(({problem, ms, resident}) => ({
      label: problem,
      cells: [
        ...ways.map((way, i) => times(ms[way], table6[problem]?.[i] ?? null)),
        ...ways.map((way, i) => amount(resident[way] / 1e6, paperMb(problem, i))),
      ],
    })),
    notes: [
      `Times are medians with the quartiles, of ${costs.map(({problem, ms}) => `${problem} ${ways.map((way) => ms[way].length).join(', ')}`).join('; ')} questions, on the base that ships.`,
      'Memory is that of the whole process, which the rows share: it grows downwards and to the right.',
      "The paper's times are of one forward pass on a GPU, its memory that of the models there.",
      ...notes,
    ],
  }
}

function paperMb(problem: string, way: number): number | null {
  const gb = table6Memory[problem]?.[way]
  return gb === undefined ? null : gb * 1000
}

function times(values: readonly number[], paper: number | null): Cell {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (q: number): number => sorted[Math.floor(q * (sorted.length - 1))] ?? 0
  return {value: median(values), low: at(0.25), high: at(0.75), paper, text: null}
}

function amount(value: number, paper: number | null): Cell {
  return {value, low: null, high: null, paper, text: null}
}
