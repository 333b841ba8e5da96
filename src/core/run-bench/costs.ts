import {costTable, measureCost, measureGrowth, type Cost} from '../bench/cost.js'
import {instant, liveEdits} from '../bench/live-edits.js'
import type {ProblemData} from '../bench/problem.js'
import type {Figure, Table} from '../bench/report/exhibit.js'
import {paperK} from '../bench/tables.js'
import type {Calibration} from '../calibration.js'
import type {Query} from '../edit.js'
import {chooseEditor} from '../editors.js'
import {encode, noHash} from '../ledger/record.js'
import {baseModel} from '../model/base.js'
import {modelFor} from '../model/manifest.js'
import {greedy} from '../model/model.js'
import {embedSettings} from '../model/settings.js'
import {openModels, type Models} from '../models.js'
import type {Settings} from '../open.js'
import type {Problem} from './problem-files.js'
import type {BenchHost} from './run-bench.js'

/** Questions that each way of answering is timed on. */
const timed = 20
/** Tokens of a timed answer at most. */
const tokens = 32
/** Live edits at which the scope alone is timed. */
const sizes = [10, 100, 1000]

/** Table 6 and the growth of the scope's cost, on models that keep nothing (paper section 5.2). Nothing when the signal fires. */
export async function costsOf(
  settings: Settings,
  calibrations: readonly Calibration[],
  problems: ReadonlyMap<string, Problem>,
  host: BenchHost,
): Promise<{readonly tables: readonly Table[]; readonly figures: readonly Figure[]}> {
  const models = await openModels(settings)
  try {
    const decoding = {...greedy, maxTokens: tokens}
    const base = baseModel(models.base, decoding)
    const costs: Cost[] = []
    for (const problem of ['qa', 'fc', 'convsent']) {
      const data = problems.get(problem)?.data
      if (data === undefined || host.signal.aborted) continue
      host.say(`time and memory on ${problem}`, 0)
      const {editor} = chooseEditor(
        {editor: 'serac', scope: settings.scope, threshold: settings.threshold},
        {models, calibrations, decoding, shippedBase: true},
      )
      const edits = liveEdits(data.records).slice(0, paperK(problem))
      const live = {...data, records: data.records.slice(0, paperK(problem))}
      const parts = {
        problem,
        base,
        editor,
        edits,
        inside: queriesOf(live, 'in'),
        outside: queriesOf(live, 'out'),
      }
      costs.push(await measureCost(parts, host.meter, host.signal))
    }
    const qa = problems.get('qa')?.data
    const figures = qa === undefined || host.signal.aborted ? [] : [await growth(models, qa, host)]
    return {tables: [costTable(costs, bytesPerEdit(models, qa))], figures}
  } catch (error) {
    if (!host.signal.aborted) throw error
    return {tables: [], figures: []}
  } finally {
    await models.close()
  }
}

async function growth(models: Models, data: ProblemData, host: BenchHost): Promise<Figure> {
  const edits = liveEdits(data.records)
  const queries = queriesOf(data, 'in').slice(-timed - 1)
  const series = []
  for (const name of ['embed', 'cascade', 'cross'] as const) {
    host.say(`time of the scope ${name}`, 0)
    const counts = [...new Set(sizes.map((size) => Math.min(size, edits.length)))]
    const points = await measureGrowth(
      (count) => models.scope(name).open(edits.slice(0, count), undefined, host.signal),
      // Cross asks its classifier once an edit: seconds a question at 1,000.
      name === 'cross' ? counts.slice(0, 2) : counts,
      name === 'cross' ? queries.slice(0, 6) : queries,
      host.meter,
      host.signal,
    )
    series.push({label: name, points})
  }
  return {
    name: 'growth',
    title: 'Time of the scope check by live edits',
    x: 'live edits',
    y: 'ms a question',
    series,
  }
}

/** What an edit takes, on average over the problem: its line of the ledger, its vector, and both in memory. */
function bytesPerEdit(models: Models, data: ProblemData | undefined): readonly string[] {
  const contents = data === undefined ? [] : data.records.map(({content}) => content)
  if (contents.length === 0) return []
  const {dimensions} = embedSettings(modelFor(models.manifest, 'scope-embed'))
  const time = instant.toISOString()
  const lines = contents.map((content, i) => {
    const payload = {op: 'add', content, notes: {}} as const
    return encode(noHash, {seq: i + 1, time, commit: [1, 1], payload}).bytes.length
  })
  const mean = Math.round(lines.reduce((sum, length) => sum + length, 0) / lines.length)
  const vector = dimensions * 4
  return [
    `An edit takes ${mean} bytes of the ledger and ${vector + 40} of the vectors on disk, and in memory its vector of ${vector} bytes and its text (the paper: about 3 kB).`,
  ]
}

function queriesOf({records}: ProblemData, side: 'in' | 'out'): readonly Query[] {
  return records
    .flatMap(({queries}) => queries.filter((query) => query.side === side).map(({query}) => query))
    .slice(0, timed + 1)
}
