import {describe, expect, it} from 'vitest'
import {jobsOf, problemsOf, type Asked} from '../../../src/core/bench/plan.js'
import {figure3, table3, table4, table5} from '../../../src/core/bench/tables.js'
import {fakeReport} from '../../fake/report.js'

const nothing: Asked = {problems: [], tables: [], editors: null, scopes: null, ks: null, bases: [null]}
const told = (asked: Partial<Asked>): string[] =>
  jobsOf({...nothing, ...asked}, 'cascade').map(({problem, editor, scope, k, base}) =>
    [problem, editor, scope, k, ...(base === null ? [] : [base])].join(' '),
  )

describe('what is run', () => {
  it('for a problem is serac with the k of the paper', () => {
    expect(told({problems: ['convsent', 'qa']})).toEqual(['qa serac cascade 10', 'convsent serac cascade 5'])
  })

  it('for several editors, scopes and k is each with each; a method without a scope once', () => {
    expect(
      told({problems: ['qa'], editors: ['serac', 'lu'], scopes: ['embed', 'cross'], ks: [1, 5]}),
    ).toEqual([
      'qa serac embed 1',
      'qa serac embed 5',
      'qa serac cross 1',
      'qa serac cross 5',
      'qa lu embed 1',
      'qa lu embed 5',
    ])
  })

  it('for a table is what it shows, and nothing twice', () => {
    expect(told({tables: ['table3']})).toHaveLength(4 * 6)
    expect(told({tables: ['table5']})).toHaveLength(2 * 5)
    expect(told({tables: ['table3', 'table4'], problems: ['qa-hard']})).toHaveLength(4 * 6)
    expect(told({tables: ['figure3'], editors: ['lu']})).toEqual(
      [1, 5, 25, 75, 250, 1000].map((k) => `qa lu cascade ${k}`),
    )
    expect(told({tables: ['table6']})).toEqual([])
    expect(problemsOf([], ['table6'])).toEqual(['qa', 'fc', 'convsent'])
  })

  it('for re-use is the same editor on every base', () => {
    expect(told({tables: ['reuse'], bases: [null, '/m']})).toEqual([
      'qa serac cascade 10',
      'qa serac cascade 10 /m',
      'qa-hard serac cascade 10',
      'qa-hard serac cascade 10 /m',
    ])
  })
})

describe("the paper's tables", () => {
  const found = {
    runs: [],
    absent: [{problem: 'qa', editor: 'ft', why: 'no gradients'}],
  }

  it('say why a number is missing, and have the number of the paper beside it', () => {
    const [es] = table3(found).rows
    expect(es).toMatchObject({
      label: 'qa ES',
      cells: [
        {value: null, paper: 0.572, text: 'not available: no gradients'},
        {value: null, paper: 0.944, text: 'not run'},
        {},
        {},
        {paper: 0.487},
        {paper: 0.986},
      ],
    })
    expect(table3(found).rows.map(({label}) => label)).toEqual(
      ['qa', 'qa-hard', 'fc', 'convsent'].flatMap((name) => [`${name} ES`, `${name} DD`]),
    )
  })

  it('have a cell for every column', () => {
    for (const table of [table3(found), table4(found), table5(found)]) {
      for (const {cells} of table.rows) expect(cells).toHaveLength(table.columns.length)
    }
  })

  it('take the numbers of the runs', () => {
    const {runs} = fakeReport()
    const curve = figure3(runs.filter(({problem}) => problem === 'qa'))
    const [first] = curve.series
    expect(first?.points.map(({x}) => x)).toEqual(first?.points.map(({x}) => x).toSorted((a, b) => a - b))
    for (const {y, low, high} of first?.points ?? []) expect(low <= y && y <= high).toBe(true)
  })
})
