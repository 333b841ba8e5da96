import {spawn, spawnSync, type ChildProcess} from 'node:child_process'
import * as fs from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import {openFileLedger} from '../../../src/core/ledger/file.js'
import {fold} from '../../../src/core/ledger/state.js'
import {verifyLedger} from '../../../src/core/ledger/verify.js'
import {tempFolder} from '../../fake/folder.js'
import {fact, ledgerBytes, putLedger} from '../../fake/ledger-bytes.js'

const writer = join(import.meta.dirname, '../../fake/ledger-writer.mjs')

/** `SERAC_KILLS=200 npx vitest run test/core/ledger/kill.test.ts` is the full run; 40 are enough for every day. */
const kills = Number(process.env['SERAC_KILLS'] ?? 40)
const writers = 4

interface Run {
  readonly child: ChildProcess
  readonly acked: Promise<Map<string, number>>
  /** Resolves at the first acknowledgement. */
  readonly working: Promise<void>
}

function start(file: string, name: string): Run {
  const child = spawn(process.execPath, [writer, 'add', file, name], {stdio: ['ignore', 'pipe', 'inherit']})
  let told = ''
  const working = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
  child.stdout.on('data', (chunk) => (told += String(chunk)))
  const acked = new Promise<Map<string, number>>((resolve) =>
    child.once('close', () => {
      const lines = told
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split(' '))
      resolve(new Map(lines.map(([id = '', seq]) => [id, Number(seq)])))
    }),
  )
  return {child, acked, working}
}

/** Runs writers one after the other, each killed shortly after its first acknowledgement, until `next` says stop. */
async function lane(file: string, name: string, next: () => boolean): Promise<Map<string, number>[]> {
  const found = []
  while (next()) {
    const run = start(file, `${name}-${found.length}`)
    await Promise.race([run.working, run.acked])
    await sleep(Math.random() * 100)
    run.child.kill('SIGKILL')
    found.push(await run.acked)
    expect(run.child.signalCode).toBe('SIGKILL')
  }
  return found
}

describe('writers that are killed', () => {
  test(`${kills} times with kill -9, ${writers} at once, lose no acknowledged edit and break no chain`, async () => {
    const folder = tempFolder()
    const file = join(folder, 'ledger.jsonl')
    let left = kills
    const lanes = Array.from({length: writers}, (_, i) => lane(file, `w${i}`, () => left-- > 0))
    const acked = (await Promise.all(lanes)).flat().flatMap((run) => [...run])
    await openFileLedger(file).append([fact('the last one')])

    const {records} = await openFileLedger(file).read()
    const seqs = new Map(
      records.map(({payload, seq}) => [payload.op === 'add' ? payload.content : null, seq]),
    )
    expect(seqs.size).toBe(records.length)
    const live = new Map(fold(records).live.map(({id, seq}) => [id, seq]))
    expect(live.size).toBe(records.length)
    expect(acked.filter(([id, seq]) => live.get(id) !== seq)).toEqual([])
    expect(await verifyLedger(file)).toMatchObject({
      ok: true,
      records: records.length,
      anchor: {status: 'match'},
    })

    const torn = fs.readdirSync(folder).filter((name) => name.includes('.torn-')).length
    console.log(
      `${kills} kills: ${records.length} records, ${acked.length} acknowledged, ${torn} torn tails cut`,
    )
  }, 600_000)

  test('at any one call that changes the disk leave a ledger that the next writer goes on with', async () => {
    const folder = tempFolder()
    const before = ledgerBytes([[fact(1)], [fact(2)]])
    const torn = Buffer.concat([before.bytes, Buffer.from('{"c":[1,')])
    const names: string[] = []
    for (let nth = 1; names.at(-1) !== 'acknowledged'; nth++) {
      const file = join(folder, `${nth}`, 'ledger.jsonl')
      putLedger(file, torn, before.points[2] ?? null)
      const {stdout} = spawnSync(process.execPath, [writer, 'die', file, `${nth}`], {encoding: 'utf8'})
      names.push(stdout.trim())
      const ledger = openFileLedger(file)
      const {records} = await ledger.read()
      expect([2, 4]).toContain(records.length)
      expect(records.slice(0, 2)).toEqual(before.records)
      expect(await ledger.append([fact('a'), fact('b')])).toMatchObject({head: {seq: 4}})
      expect(await verifyLedger(file)).toMatchObject({
        ok: true,
        problems: [],
        anchor: {status: 'match', seq: 4},
      })
    }
    const killers = ['writeSync', 'fdatasyncSync', 'ftruncateSync', 'renameSync', 'fsyncSync']
    expect(killers.filter((name) => !names.includes(name))).toEqual([])
  }, 120_000)
})
