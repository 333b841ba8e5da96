import {hash} from 'node:crypto'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {decode, encode, isLine, maxLine, noHash} from '../../../src/core/ledger/record.js'
import {additions} from '../../fake/payloads.js'

const time = '2026-01-01T00:00:00.000Z'
/** A line with a right seal around whatever it says. */
function seal(open: string): Buffer {
  return Buffer.from(`${open},"z":"${hash('sha256', open, 'hex')}"}`)
}

const good = {
  c: [1, 1],
  d: {content: {kind: 'fact', statement: 'x'}, notes: {}, op: 'add'},
  p: noHash,
  s: 1,
  t: time,
  v: 1,
}
const raw = (change: object) => JSON.stringify({...good, ...change}).slice(0, -1)

describe('a line of the ledger', () => {
  test('says what was sealed in it, whatever the texts', () => {
    fc.assert(
      fc.property(additions, fc.integer({min: 1, max: 2 ** 40}), (payload, seq) => {
        const {record, bytes} = encode(noHash, {seq, time, commit: [1, 1], payload})
        expect(bytes.at(-1)).toBe(0x0a)
        expect(bytes.indexOf(0x0a)).toBe(bytes.length - 1)
        expect(decode(bytes.subarray(0, -1))).toEqual({record, previous: noHash, version: 1})
        expect(record.payload).toEqual(payload)
      }),
      {numRuns: 200},
    )
  })

  test('is canonical JSON with its hash last', () => {
    const {bytes, record} = encode(noHash, {
      seq: 1,
      time,
      commit: [1, 1],
      payload: {op: 'add', content: {kind: 'fact', statement: 'x'}, notes: {}},
    })
    expect(bytes.toString()).toBe(
      `{"c":[1,1],"d":{"content":{"kind":"fact","statement":"x"},"notes":{},"op":"add"},"p":"${noHash}",` +
        `"s":1,"t":"${time}","v":1,"z":"${record.hash}"}\n`,
    )
    expect(`${canonicalize(JSON.parse(bytes.toString()))}\n`).toBe(bytes.toString())
  })

  test('is refused when it would be longer than 1 MiB', () => {
    const answer = '\u0001'.repeat(90_000)
    const payload = {op: 'add', content: {kind: 'answer', question: answer, answer}, notes: {}} as const
    expect(() => encode(noHash, {seq: 1, time, commit: [1, 1], payload})).toThrow(/1048576 are allowed/)
    expect(decode(Buffer.alloc(maxLine + 1, 'x'))).toMatchObject({kind: 'oversized'})
  })

  test.each<[string, Buffer, object]>([
    ['a changed letter', Buffer.from(seal(raw({})).toString().replace('"x"', '"y"')), {kind: 'hash'}],
    [
      'a hash in capitals',
      Buffer.from(
        seal(raw({}))
          .toString()
          .replace(/[a-f0-9]{64}"}$/, (z) => z.toUpperCase()),
      ),
      {kind: 'hash'},
    ],
    ['nothing', Buffer.alloc(0), {kind: 'bad-json', detail: 'the line is not JSON (it is blank)'}],
    [
      'CRLF',
      Buffer.from(`${seal(raw({})).toString()}\r`),
      {kind: 'hash', detail: expect.stringContaining('CRLF')},
    ],
    [
      'a byte order mark',
      Buffer.from(`\uFEFF${seal(raw({})).toString()}`),
      {kind: 'bad-json', detail: expect.stringContaining('byte order mark')},
    ],
    [
      'UTF-16',
      Buffer.from(`\uFEFF${seal(raw({})).toString()}`, 'utf16le'),
      {kind: 'bad-utf8', detail: expect.stringContaining('UTF-16')},
    ],
    ['zero bytes', Buffer.alloc(100), {kind: 'bad-json', detail: expect.stringContaining('zero bytes')}],
    ['another encoding', Buffer.from('{"a":"é"}', 'latin1'), {kind: 'bad-utf8'}],
    ['JSON that is no object', Buffer.from('[]'), {kind: 'hash'}],
  ])('with %s is found out', (_, line, expected) => {
    expect(decode(line)).toMatchObject(expected)
  })

  test.each<[string, string, string]>([
    ['a space', raw({}).replace(':[', ': ['), 'non-canonical'],
    ['a key twice', raw({}).replace('"s":1', '"s":1,"s":1'), 'non-canonical'],
    ['1e999', raw({}).replace('"s":1', '"s":1e999'), 'schema'],
    ['1.0', raw({}).replace('"s":1', '"s":1.0'), 'non-canonical'],
    ['an escape that is none', raw({}).replace('"x"', String.raw`"\u0078"`), 'non-canonical'],
    ['a number over 2^53', raw({}).replace('"s":1', '"s":9007199254740993'), 'schema'],
    ['keys out of order', `{"d":${JSON.stringify(good.d)},"c":[1,1]`, 'schema'],
    ['sequence number 0', raw({s: 0}), 'schema'],
    ['a fraction', raw({s: 1.5}), 'schema'],
    [
      'a lone surrogate',
      raw({d: {content: {kind: 'fact', statement: '\uD800'}, notes: {}, op: 'add'}}),
      'schema',
    ],
    ['a key named __proto__', raw({}).replace('"notes":{}', '"notes":{"__proto__":{"tags":[]}}'), 'schema'],
    ['a key named constructor', raw({}).replace('"notes":{}', '"notes":{"constructor":"x"}'), 'schema'],
    ['an unknown op', raw({d: {id: noHash, notes: {}, op: 'erase'}}), 'schema'],
    ['an unclean text', raw({d: {content: {kind: 'fact', statement: ' x'}, notes: {}, op: 'add'}}), 'schema'],
    ['an empty text', raw({d: {content: {kind: 'fact', statement: ''}, notes: {}, op: 'add'}}), 'schema'],
    ['a day that is none', raw({d: {...good.d, notes: {validUntil: '2026-02-30T00:00:00.000Z'}}}), 'schema'],
    ['part 2 of 1', raw({c: [2, 1]}), 'schema'],
    ['no version', raw({v: undefined}), 'schema'],
    ['version 0', raw({v: 0}), 'schema'],
    ['another record of a newer version', raw({d: {op: 'later'}, v: 2}), 'unknown-version'],
  ])('with a right hash but %s is refused', (_, open, kind) => {
    // The seal replaces the last brace, so a sealed line is JSON where `open` is.
    expect(decode(seal(open))).toMatchObject({kind})
  })

  test('of a newer version is read when it says nothing unknown', () => {
    expect(decode(seal(raw({v: 2})))).toMatchObject({version: 2, record: {seq: 1}})
  })

  test('never makes the reader throw', () => {
    const bytes = fc.uint8Array({maxLength: 300}).map((found) => Buffer.from(found))
    const json = fc.json({maxDepth: 4}).map((open) => seal(`{"c":${open}`))
    fc.assert(
      fc.property(fc.oneof(bytes, json), (line) => {
        expect(isLine(decode(line))).toBe(false)
      }),
      {numRuns: 200},
    )
  })
})

test('a line nested 200,000 deep is refused, in any version and anywhere', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000)
  const lines = [`{"a":${deep}`, `{"a":${deep},"v":2`, `${raw({d: 0, v: 2}).replace('"d":0', `"d":${deep}`)}`]
  expect(lines.map((open) => 'kind' in decode(seal(open)))).toEqual([true, true, true])
})
