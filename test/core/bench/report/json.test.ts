import {readFileSync} from 'node:fs'
import {Ajv2020} from 'ajv/dist/2020.js'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {readReport, toJson} from '../../../../src/core/bench/report/json.js'
import {Fault} from '../../../../src/core/fault.js'
import {fakeReport} from '../../../fake/report.js'

const schema = JSON.parse(
  readFileSync(new URL('../../../../docs/report.schema.json', import.meta.url), 'utf8'),
) as object
const conforms = new Ajv2020({allErrors: false, allowUnionTypes: true}).compile(schema)

type Step = string | number

/** Every place in a value, the deepest too. */
function placesOf(value: unknown, path: readonly Step[] = []): readonly (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const steps: readonly Step[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return [path, ...steps.flatMap((step) => placesOf(Reflect.get(value, step), [...path, step]))]
}

function parentOf(root: unknown, path: readonly Step[]): object {
  return Object(path.slice(0, -1).reduce((value, step) => Reflect.get(Object(value), step) as unknown, root))
}

function isRead(text: string): boolean {
  try {
    readReport(text)
    return true
  } catch (error) {
    if (error instanceof Fault && error.code === 'bad-input') return false
    throw error
  }
}

describe('the JSON report', () => {
  test('conforms to the schema and is read as it was written', () => {
    const report = fakeReport()
    const text = toJson(report)
    expect([conforms(JSON.parse(text)), conforms.errors]).toEqual([true, null])
    expect(readReport(text)).toEqual(report)
  })

  test('keeps a share of nothing, which has no value', () => {
    const report = fakeReport()
    const [run] = report.runs
    const nothing = {...run!.metrics[0]!, value: Number.NaN, n: 0, low: 0, high: 1}
    const empty = {...report, runs: [{...run!, outcomes: [], complete: false, metrics: [nothing]}]}
    const text = toJson(empty)
    expect(conforms(JSON.parse(text))).toBe(true)
    expect(readReport(text)).toEqual(empty)
  })

  test('is refused by the schema and by the reader alike, whatever is changed in it', () => {
    const small = JSON.stringify(fakeReport(32))
    const places = placesOf(JSON.parse(small)).filter((path) => path.length > 0)
    const others: readonly unknown[] = [null, true, -1, 0.5, 3, 'x', '', [], {}, ['x'], {x: 1}]
    let refused = 0
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...others, 'remove', 'add'), (path, put) => {
        const report = JSON.parse(small) as unknown
        const parent = parentOf(report, path)
        const last = path.at(-1) ?? ''
        if (put === 'remove' && !Array.isArray(parent)) Reflect.deleteProperty(parent, last)
        else if (put === 'add') Reflect.set(parent, 'surplus', 1)
        else Reflect.set(parent, last, put)
        const text = JSON.stringify(report)
        const read = isRead(text)
        if (!read) refused += 1
        expect(read).toBe(conforms(JSON.parse(text)))
      }),
      {numRuns: 800},
    )
    expect(refused).toBeGreaterThan(250)
  })

  test.each([
    ['{', /^the report is not JSON: /],
    ['[]', /^it is not a report of serac bench: field "schema" is missing$/],
    [
      '{"schema": "serac-bench/2"}',
      /^field "schema": the report is "serac-bench\/2"; this program reads "serac-bench\/1"$/,
    ],
    [
      toJson(fakeReport(32)).replace(/"better": "lower"/, '"better": "most"'),
      /^field "runs\.0\.metrics\.1\.better": .*"most"/,
    ],
    [toJson(fakeReport(32)).replace('"seed": 7', '"seed": "7"'), /^field "seed": number expected, not "7"$/],
    [toJson(fakeReport(32)).replace('"seed": 7,', ''), /^field "seed": it is missing$/],
    [
      toJson(fakeReport(32)).replace('"seed": 7', '"seed": 7, "sead": 7'),
      /^field "sead": there is no such field$/,
    ],
    [
      toJson(fakeReport(32)).replace('"cores": 2', '"cores": 2.5'),
      /^field "machine\.cores": it must be a whole number$/,
    ],
  ])('names the field that is wrong', (text, message) => {
    expect(() => readReport(text)).toThrow(
      expect.objectContaining({code: 'bad-input', message: expect.stringMatching(message)}),
    )
  })
})
