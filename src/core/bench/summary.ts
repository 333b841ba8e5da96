import {bootstrap, matches, mean, share, type Estimate} from './metric.js'
import {grouped} from './report/group.js'
import type {Component, ErrorKind, Errors, Metric, Outcome, Protocol} from './report/report.js'

/** Every number of a run, with n and 95 % interval. Clusters of the bootstrap are records. */
export function metricsOf(outcomes: readonly Outcome[], protocol: Protocol, seed: number): readonly Metric[] {
  const inside = outcomes.filter(({side}) => side === 'in')
  const outside = outcomes.filter(({side}) => side === 'out')
  const estimate = (chosen: readonly Outcome[]): Estimate =>
    protocol === 'likelihood' ? bootstrap(clustersOf(chosen), mean, chosen.length, seed) : shareOf(chosen)
  const success = (group: string | null, chosen: readonly Outcome[]): Metric => ({
    name: 'ES',
    group,
    ...estimate(chosen),
    better: 'higher',
  })
  const drawdown = (group: string | null, chosen: readonly Outcome[]): Metric => ({
    name: 'DD',
    group,
    ...estimate(chosen),
    better: 'lower',
  })
  return [
    success(null, inside),
    drawdown(null, outside),
    {name: 'ES-DD', group: null, ...difference(outcomes, seed), better: 'higher'},
    ...byGroup(inside).map(([group, chosen]) => success(group, chosen)),
    ...byGroup(outside).map(([group, chosen]) => drawdown(group, chosen)),
    ...claimMetrics(inside, seed),
    ...partMetrics(inside, seed),
  ]
}

/** Failed queries by what went wrong. */
export function errorsOf(outcomes: readonly Outcome[]): Errors {
  const count = (kind: ErrorKind): number => outcomes.filter(({error}) => error === kind).length
  return {
    'scope-miss': count('scope-miss'),
    'false-hit': count('false-hit'),
    'wrong-edit': count('wrong-edit'),
    'counterfactual-wrong': count('counterfactual-wrong'),
  }
}

const splits = [
  ['in (easy)', 'in', false],
  ['in (hard)', 'in', true],
  ['in', 'in', null],
  ['out (easy)', 'out', false],
  ['out (hard)', 'out', true],
  ['out', 'out', null],
] as const

/** Accuracy of scope and counterfactual model on each split that there is (paper, Table 4). */
export function componentsOf(outcomes: readonly Outcome[], protocol: Protocol): readonly Component[] {
  return splits.flatMap(([split, side, hard]) => {
    const chosen = outcomes.filter((outcome) => outcome.side === side && outcome.hard === hard)
    if (chosen.length === 0) return []
    const routed = chosen.filter(({hit, record, source}) =>
      side === 'in' ? hit === record : protocol === 'routing' ? hit !== record : source === 'base',
    )
    const given = chosen.flatMap((outcome) => (outcome.given === null ? [] : [outcome.given]))
    const accuracy = (name: string, found: Estimate): Metric => ({
      name,
      group: split,
      ...found,
      better: 'higher',
    })
    const passed = given.filter((value) => value >= 0.5).length
    return [
      {
        split,
        scope: accuracy('scope accuracy', share(routed.length, chosen.length)),
        counterfactual:
          given.length === 0 ? null : accuracy('counterfactual accuracy', share(passed, given.length)),
      },
    ]
  })
}

function shareOf(outcomes: readonly Outcome[]): Estimate {
  return share(outcomes.filter(({value}) => value > 0).length, outcomes.length)
}

function byGroup(outcomes: readonly Outcome[]): readonly [string, readonly Outcome[]][] {
  return grouped(outcomes, ({group}) => [group]).map((own) => [own[0]?.group ?? '', own])
}

function clustersOf(outcomes: readonly Outcome[]): readonly (readonly number[])[] {
  return recordsOf(outcomes).map((own) => own.map(({value}) => value))
}

function recordsOf(outcomes: readonly Outcome[]): readonly (readonly Outcome[])[] {
  return grouped(outcomes, ({record}) => [record])
}

function difference(outcomes: readonly Outcome[], seed: number): Estimate {
  const records = recordsOf(outcomes).map((own) => ({
    inside: own.filter(({side}) => side === 'in').map(({value}) => value),
    outside: own.filter(({side}) => side === 'out').map(({value}) => value),
  }))
  type Sides = (typeof records)[number]
  const statistic = (drawn: readonly Sides[]): number =>
    mean(drawn.map(({inside}) => inside)) - mean(drawn.map(({outside}) => outside))
  return bootstrap(records, statistic, outcomes.length, seed)
}

/** For claims: success for each label, and their mean, which always saying one of them cannot raise above one half. */
function claimMetrics(inside: readonly Outcome[], seed: number): readonly Metric[] {
  const claims = inside.filter(({query}) => query.kind === 'claim')
  const labelled = (label: string): readonly Outcome[] => claims.filter(({wanted}) => matches(label, wanted))
  const [yes, no] = [labelled('True'), labelled('False')]
  if (yes.length === 0 || no.length === 0) return []
  const balanced = bootstrap(
    recordsOf([...yes, ...no]),
    (drawn) => {
      const rate = (label: string): number =>
        mean([drawn.flat().flatMap(({wanted, value}) => (matches(label, wanted) ? [value] : []))])
      return (rate('True') + rate('False')) / 2
    },
    yes.length + no.length,
    seed,
  )
  return [
    {name: 'balanced accuracy', group: 'claims', ...balanced, better: 'higher'},
    {name: 'ES', group: 'claims, True wanted', ...shareOf(yes), better: 'higher'},
    {name: 'ES', group: 'claims, False wanted', ...shareOf(no), better: 'higher'},
  ]
}

/** Parts whose smaller values are the better ones. */
const lowerIsBetter = new Set(['nats a token under the base'])

function partMetrics(inside: readonly Outcome[], seed: number): readonly Metric[] {
  const names = new Set(inside.flatMap(({parts}) => Object.keys(parts)))
  return [...names].map((name) => {
    const clusters = recordsOf(inside).map((own) =>
      own.flatMap(({parts}) => {
        const value = parts[name]
        return value === undefined ? [] : [value]
      }),
    )
    const better = lowerIsBetter.has(name) ? 'lower' : 'higher'
    const n = clusters.reduce((sum, values) => sum + values.length, 0)
    return {name, group: null, ...bootstrap(clusters, mean, n, seed), better}
  })
}
