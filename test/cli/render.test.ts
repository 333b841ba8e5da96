import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {clip, columns, jsonText, oneLine, sanitise, sanitiseLines} from '../../src/cli/render.js'
import {plain} from '../../src/cli/style.js'
import {bytes, table} from '../../src/cli/table.js'

// Codes that often break terminals, among any others.
const nasty = fc.string({
  unit: fc.oneof(
    fc
      .nat(0x10ffff)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code)),
    fc.constantFrom(
      '\u001B[31m',
      '\u009B',
      '\u202E',
      '\u2028',
      '\uD800',
      '\uDC00',
      '\n',
      '\r',
      '\t',
      '\0',
      '日',
      '\u{E0041}',
    ),
  ),
})

describe('what goes to a terminal', () => {
  test('has no control, bidi or tag character and no half of a pair, and stays as it is when shown again', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const shown = sanitise(text)
        expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/u)
        expect(shown.isWellFormed()).toBe(true)
        expect(sanitise(shown)).toBe(shown)
        // A blank in its place: taken out, two halves of a pair would meet.
        expect(sanitiseLines(text).replace(/[\n\t]/g, ' ')).toBe(sanitise(text.replace(/[\n\t]/g, ' ')))
      }),
    )
  })

  test.each([
    ['a\u001B[2J', String.raw`a\x1b[2J`],
    ['a\nb\r\tc', String.raw`a\nb\r\tc`],
    ['\u202Eb', String.raw`\u{202e}b`],
    ['\u{1F469}\u200D\u{1F52C} é 日本', '\u{1F469}\u200D\u{1F52C} é 日本'],
  ])('%j is shown as %s', (text, shown) => {
    expect(sanitise(text)).toBe(shown)
  })

  test('is one line; in a pipe only line breaks are escaped', () => {
    expect(oneLine('a\n\u001Bb', {tty: false})).toBe('a\\n\u001Bb')
    expect(oneLine('a\n\u001Bb', {tty: true})).toBe(String.raw`a\n\x1bb`)
  })
})

test('JSON is safe to look at, and parses to the same value', () => {
  fc.assert(
    fc.property(nasty, fc.constantFrom(undefined, 2), (text, indent) => {
      const written = jsonText({text}, indent)
      expect(JSON.parse(written)).toEqual({text})
      expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E]/u)
    }),
  )
})

test('a clipped text takes no more columns than allowed', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), fc.integer({min: 2, max: 40}), (text, width) => {
      expect(columns(clip(text, width))).toBeLessThanOrEqual(Math.max(width, 1))
      if (columns(text) <= width) expect(clip(text, width)).toBe(text)
    }),
  )
})

describe('a table', () => {
  const head = ['ID', 'TEXT']
  const rows = [
    ['a', 'first\tone'],
    ['日本', 'b\u001B[0m'],
  ]

  test('in a pipe is tabs, whole and without a head', () => {
    expect(table(head, rows, plain)).toEqual(['a\tfirst one', '日本\tb\u001B[0m'])
  })

  test('on a terminal is aligned, clipped and sanitised', () => {
    const shown = table(head, [...rows, ['b', 'x'.repeat(100)]], {...plain, tty: true, width: 30})
    expect(shown).toEqual([
      'ID    TEXT',
      String.raw`a     first\tone`,
      String.raw`日本  b\x1b[0m`,
      `b     ${'x'.repeat(23)}…`,
    ])
  })
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [117_300_000, '117.3 MB'],
  [2.5e12, '2500.0 GB'],
])('%d bytes are %s', (count, shown) => {
  expect(bytes(count)).toBe(shown)
})
