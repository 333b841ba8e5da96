import {Buffer} from 'node:buffer'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openFileLedger} from '../../../src/core/ledger/file.js'
import {scan, start} from '../../../src/core/ledger/scan.js'
import {survey} from '../../../src/core/ledger/survey.js'
import {verifyLedger} from '../../../src/core/ledger/verify.js'
import {tempFolder} from '../../fake/folder.js'
import {fact, ledgerBytes, putLedger, smallLedger} from '../../fake/ledger-bytes.js'

const {bytes, records, points} = smallLedger()
const head = points.at(-1) ?? start
const ends = [...bytes].flatMap((byte, i) => (byte === 0x0a ? [i + 1] : []))
const lines = ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))

/** Whether reading refuses these bytes and verifying calls them wrong. */
function found(damaged: Buffer): {refused: boolean; reported: boolean} {
  const read = scan(damaged, start, head)
  const short = read.end.seq < head.seq
  const {problems, hashes} = survey(damaged, head)
  return {
    refused: read.rest?.kind === 'broken' || short,
    reported: problems.some(({severity}) => severity === 'error') || !hashes.has(head.hash),
  }
}

const both = {refused: true, reported: true}

describe('damage to what was acknowledged', () => {
  test(`by any one of ${bytes.length * 8} bit flips is found`, () => {
    const missed: string[] = []
    const damaged = Buffer.from(bytes)
    for (let at = 0; at < bytes.length; at++) {
      for (let bit = 1; bit < 256; bit *= 2) {
        damaged[at] = (bytes[at] ?? 0) ^ bit
        const {refused, reported} = found(damaged)
        if (!refused || !reported) missed.push(`${at}:${bit}`)
      }
      damaged[at] = bytes[at] ?? 0
    }
    expect(missed).toEqual([])
  })

  test('by a bit flip makes reading and writing fail, and verifying name the place', async () => {
    const file = join(tempFolder(), 'ledger.jsonl')
    for (let at = 3; at < bytes.length; at += 97) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (bytes[at] ?? 0) ^ 1
      putLedger(file, damaged, head)
      const ledger = openFileLedger(file)
      await expect(ledger.append([fact('new')])).rejects.toMatchObject({
        code: 'ledger-corrupt',
        message: expect.stringMatching(/ledger\.jsonl:\d+ \(byte \d+\): /),
        hints: ['serac edit verify'],
      })
      const {problems} = await verifyLedger(file)
      const line = 1 + ends.filter((end) => end <= at).length
      expect(problems.map((problem) => problem.line)).toContain(line)
    }
    await expect(openFileLedger(file).read()).rejects.toMatchObject({code: 'ledger-corrupt'})
  })

  test('by a cut at any byte is found', () => {
    const results = Array.from({length: bytes.length}, (_, end) => found(bytes.subarray(0, end)))
    expect(results.filter(({refused, reported}) => !refused || !reported)).toEqual([])
  })

  test('by zeroes from any byte to the end is found', () => {
    const results = Array.from({length: bytes.length}, (_, from) => found(Buffer.from(bytes).fill(0, from)))
    expect(results.filter(({refused, reported}) => !refused || !reported)).toEqual([])
  })

  test.each(Array.from({length: Math.ceil(bytes.length / 512)}, (_, i) => i))(
    'by zeroes in sector %i is found',
    (i) => {
      expect(found(Buffer.from(bytes).fill(0, i * 512, Math.min(bytes.length, (i + 1) * 512)))).toEqual(both)
    },
  )

  test.each(lines.map((_, i) => i + 1))(
    'by line %i deleted, doubled or swapped with the next is found',
    (n) => {
      const at = (i: number) => lines[i] ?? Buffer.alloc(0)
      const rebuilt = (middle: Buffer[]) =>
        Buffer.concat([...lines.slice(0, n - 1), ...middle, ...lines.slice(n + 1)])
      expect(found(rebuilt([at(n)]))).toEqual(both)
      expect(survey(rebuilt([at(n - 1), at(n - 1), at(n)]), head).problems).toMatchObject([
        {kind: 'seq-duplicate', line: n + 1, seq: n},
      ])
      if (n < lines.length) expect(found(rebuilt([at(n), at(n - 1)]))).toEqual(both)
    },
  )

  test('is told apart: every line goes on being checked after the first bad one', () => {
    const damaged = Buffer.concat([
      ...lines.slice(0, 2),
      Buffer.from('{}\n'),
      ...lines.slice(3, 5),
      ...lines.slice(5),
    ])
    expect(survey(damaged, head)).toMatchObject({
      problems: [{kind: 'hash', line: 3, offset: ends[1], length: 2}],
      good: {before: 2, after: 3},
      tornAt: null,
    })
  })

  test('by joining two ledgers is found', () => {
    const other = ledgerBytes([
      [fact('a')],
      [fact('b')],
      [fact('c')],
      [fact('d')],
      [fact('e')],
      [fact('f')],
      [fact('g')],
    ])
    expect(survey(Buffer.concat([bytes, other.bytes]), head).problems[0]).toMatchObject({
      kind: 'seq-duplicate',
      line: 7,
    })
    const seventh = other.bytes.subarray(other.points[6]?.bytes)
    expect(survey(Buffer.concat([bytes, seventh]), head).problems).toMatchObject([
      {kind: 'chain', line: 7, expected: head.hash, got: other.records[5]?.hash},
    ])
  })
})

describe('without its anchor', () => {
  test('a ledger cut at any byte still gives only whole commits', () => {
    for (let end = 0; end <= bytes.length; end++) {
      const read = scan(bytes.subarray(0, end), start, null)
      const whole = points.findLast((point) => point.bytes <= end) ?? start
      expect([read.records.length, read.end]).toEqual([whole.seq, whole])
      expect(read.rest?.kind).toBe(whole.bytes === end ? undefined : 'torn')
    }
    expect(records.length).toBe(6)
  })
})
