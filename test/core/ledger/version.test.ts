import {Buffer} from 'node:buffer'
import * as fs from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openFileLedger} from '../../../src/core/ledger/file.js'
import type {Payload} from '../../../src/core/ledger/ledger.js'
import {verifyLedger} from '../../../src/core/ledger/verify.js'
import {tempFolder} from '../../fake/folder.js'
import {fact, putLedger, sealed, smallLedger} from '../../fake/ledger-bytes.js'

const {bytes, points} = smallLedger()
const head = points.at(-1)

describe('a ledger of a newer version', () => {
  const add: Payload = {op: 'add', content: {kind: 'fact', statement: 'x'}, notes: {}}
  const newer = sealed([[add, '2026-01-01T00:00:00.000Z', 2]])

  test('is read as far as it says nothing unknown, and never written to', async () => {
    const file = join(tempFolder(), 'ledger.jsonl')
    putLedger(file, newer, null)
    const ledger = openFileLedger(file)
    expect((await ledger.read()).records).toMatchObject([{seq: 1, payload: add}])
    await expect(ledger.append([fact(1)])).rejects.toMatchObject({
      code: 'ledger-version',
      message: expect.stringMatching(/version 2/),
    })
    expect(await verifyLedger(file)).toMatchObject({ok: true, version: 2})
    expect(fs.readFileSync(file)).toEqual(newer)
  })

  test('is refused where it says something unknown, with the line', async () => {
    const payload = {...add, op: 'later'} as unknown as Payload
    const seventh = sealed([[payload, '2026-01-01T00:00:00.000Z', 2]], 7, head?.hash)
    const file = join(tempFolder(), 'ledger.jsonl')
    putLedger(file, Buffer.concat([bytes, seventh]), head ?? null)
    await expect(openFileLedger(file).read()).rejects.toMatchObject({
      code: 'ledger-version',
      message: expect.stringMatching(/:7 .* version 2; this program knows 1/),
    })
    expect(await verifyLedger(file)).toMatchObject({
      ok: false,
      records: 6,
      problems: [{kind: 'unknown-version', line: 7}],
    })
  })
})
