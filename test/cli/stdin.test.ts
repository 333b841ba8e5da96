import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {lines, readAll, type BadLine, type Line, type Reading} from '../../src/cli/stdin.js'

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part
}

async function all(bytes: AsyncIterable<Uint8Array>, reading?: Reading): Promise<Line[]> {
  const found = []
  for await (const line of lines(bytes, reading)) found.push(line)
  return found
}

describe('lines', () => {
  test('are the same however the bytes are cut up', async () => {
    const text = fc.string({unit: fc.constantFrom('a', 'é', '日', '🙂', '\n', '\r\n', ' ', '\t')})
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(40)), async (whole, cuts) => {
        const bytes = Buffer.from(whole)
        const edges = [
          0,
          ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
          bytes.length,
        ]
        const parts = edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge))
        const expected = whole.split(/\n/).map((line, i) => ({number: i + 1, text: line.replace(/\r$/, '')}))
        if (whole.endsWith('\n') || whole === '') expected.pop()
        expect(await all(chunks(...parts))).toEqual(expected)
      }),
    )
  })

  test('keep a last one without an end, and drop CR and a byte order mark', async () => {
    expect(await all(chunks('\uFEFFa\r\n\uFEFFb\n\nc'))).toEqual([
      {number: 1, text: 'a'},
      {number: 2, text: '\uFEFFb'},
      {number: 3, text: ''},
      {number: 4, text: 'c'},
    ])
    expect(await all(chunks(''))).toEqual([])
  })

  test('come before the stream ends', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield Buffer.from('again\n')
    }
    const reader = lines(endless())
    expect(await reader.next()).toEqual({done: false, value: {number: 1, text: 'again'}})
    expect(await reader.return(undefined)).toEqual({done: true, value: undefined})
  })

  test('may be as long as the limit, and not a byte longer', async () => {
    expect(await all(chunks('abc', 'd\nabcd'), {maxLine: 4})).toHaveLength(2)
    await expect(all(chunks('a\nabc', 'de'), {maxLine: 4})).rejects.toThrow(
      'stdin line 2 is longer than 4 bytes',
    )
  })

  test.each([
    ['a stray byte', [0x61, 0x0a, 0x62, 0xff, 0x63], 'stdin line 2 is not valid UTF-8 (byte 2)'],
    ['a character cut off', [0x61, 0xe2, 0x82], 'stdin line 1 is not valid UTF-8 (byte 4)'],
    ['a surrogate', [0xed, 0xa0, 0x80], 'stdin line 1 is not valid UTF-8 (byte 2)'],
    ['an overlong slash', [0xc0, 0xaf], 'stdin line 1 is not valid UTF-8 (byte 1)'],
  ])('with %s are refused with line and byte', async (_, bytes, message) => {
    await expect(all(chunks(Uint8Array.from(bytes)))).rejects.toMatchObject({code: 'bad-input', message})
  })
})

describe('lines read leniently', () => {
  test('give the fault of a bad one in its place, and all the others', async () => {
    const found: (Line | BadLine)[] = []
    const bytes = chunks('a\nlong', 'er', 'est\nb\n', Uint8Array.of(0xff, 0x0a), '\ncd\nlonger')
    for await (const line of lines(bytes, {maxLine: 4, lenient: true})) found.push(line)
    const fault = (message: string) => expect.objectContaining({code: 'bad-input', message})
    expect(found).toEqual([
      {number: 1, text: 'a'},
      {number: 2, fault: fault('stdin line 2 is longer than 4 bytes')},
      {number: 3, text: 'b'},
      {number: 4, fault: fault('stdin line 4 is not valid UTF-8 (byte 1)')},
      {number: 5, text: ''},
      {number: 6, text: 'cd'},
      {number: 7, fault: fault('stdin line 7 is longer than 4 bytes')},
    ])
  })
})

describe('readAll', () => {
  test('joins what comes and refuses what is too large or no text', async () => {
    expect(await readAll(chunks('\uFEFFa', 'b\r\n'))).toBe('ab\r\n')
    await expect(readAll(chunks('ab', 'cd'), {maxBytes: 3, name: 'f'})).rejects.toThrow(
      'f is larger than 3 bytes',
    )
    await expect(readAll(chunks(Uint8Array.of(0x80)))).rejects.toThrow('not valid UTF-8')
  })

  test('names the source when reading fails', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a')
      throw Object.assign(new Error('EIO: i/o error'), {code: 'EIO'})
    }
    await expect(readAll(broken(), {name: 'f.json'})).rejects.toThrow('cannot read f.json: EIO')
  })
})
