import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {scanJson} from '../../../src/core/format/json-scan.js'

/** JSON with a slip: a character put in, taken out or changed. */
const slips = fc
  .tuple(
    fc.json({maxDepth: 3}),
    fc.nat(),
    fc.constantFrom('', '"', '}', ',', '\\', '\n', '\u0001', '0', 'e', ' '),
    fc.nat(1),
  )
  .map(([text, seed, put, out]) => {
    const at = seed % (text.length + 1)
    return text.slice(0, at) + put + text.slice(at + out)
  })

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('the scan', () => {
  test('accepts what JSON.parse accepts, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), slips, fc.string()), (text) => {
        expect('error' in scanJson(text)).toBe(!parses(text))
      }),
      {numRuns: 2000},
    )
  })

  test('finds the mistake where no text that goes on from there could be JSON', () => {
    fc.assert(
      fc.property(slips, (text) => {
        const scan = scanJson(text)
        fc.pre('error' in scan)
        // What stands before the mistake is the beginning of some JSON: the scan of it alone gets to its end.
        const before = scanJson(text.slice(0, scan.offset))
        if ('error' in before) expect(before.error).toMatch(/ends|escape|expected/)
        expect(scan.offset).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  test.each([
    ['{"a":1,}', 7, 'a name in double quotes expected, not "}"'],
    ['{"a" 1}', 5, `':' expected, not "1"`],
    ['{"a":01}', 6, `',' or '}' expected, not "1"`],
    ['[1 2]', 3, `',' or ']' expected, not "2"`],
    ['{"a":"b', 7, `'"' expected, but the text ends`],
    ['{"a":"\\x"}', 6, 'bad escape in a string'],
    ['nul', 0, `'null' expected, not "n"`],
    ['', 0, 'a JSON value expected, but the text ends'],
    ['{} {}', 3, 'the end expected, not "{"'],
    ['{"a":🙂}', 5, 'a JSON value expected, not "🙂"'],
  ])('says of %s that at %d: %s', (text, offset, error) => {
    expect(scanJson(text)).toEqual({error, offset})
  })

  test('tells where the members stand, and which name stands twice', () => {
    expect(scanJson('{ "a": {"b": 1, "b": 2}, "c\\u0064": [], "a": 3}')).toEqual({
      members: new Map([
        ['a', 40],
        ['cd', 25],
      ]),
      repeated: {name: 'a', offset: 40},
    })
  })

  test('takes strings of megabytes, and stops at 200 levels', () => {
    expect(scanJson(JSON.stringify({a: 'x\\n'.repeat(1 << 20)}))).toMatchObject({repeated: null})
    expect(scanJson('['.repeat(100_000))).toMatchObject({error: 'more than 200 levels'})
  })
})
