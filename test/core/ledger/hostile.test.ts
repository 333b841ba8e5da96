import {Buffer} from 'node:buffer'
import {execFileSync} from 'node:child_process'
import * as fs from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openFileLedger} from '../../../src/core/ledger/file.js'
import {verifyLedger} from '../../../src/core/ledger/verify.js'
import {watchedDisk} from '../../fake/disk.js'
import {tempFolder} from '../../fake/folder.js'
import {fact, ledgerBytes, putLedger} from '../../fake/ledger-bytes.js'

const {bytes, points} = ledgerBytes([[fact(1)], [fact(2)]])
const anchor = points.at(-1) ?? null
const posix = process.platform !== 'win32'

describe('a ledger that is no good file', () => {
  const table: readonly [string, (path: string) => void, RegExp][] = [
    ['a folder', (path) => fs.mkdirSync(path), /is a folder/],
    ['a pipe', (path) => execFileSync('mkfifo', [path]), /is not a regular file/],
    ['a device', (path) => fs.symlinkSync('/dev/null', path), /is not a regular file/],
    ['a link to itself', (path) => fs.symlinkSync(path, path), /symbolic link that leads nowhere/],
    ['a link to nothing', (path) => fs.symlinkSync(`${path}.no`, path), /symbolic link that leads nowhere/],
  ]
  test.skipIf(!posix).each(table)(
    '%s: reading, writing and verifying refuse it at once',
    async (_, make, message) => {
      const path = join(tempFolder(), 'ledger.jsonl')
      make(path)
      const refused = {
        code: 'ledger',
        message: expect.stringMatching(message),
        hints: [expect.stringContaining('ls -l')],
      }
      await expect(openFileLedger(path).read()).rejects.toMatchObject(refused)
      await expect(openFileLedger(path).append([fact(1)])).rejects.toMatchObject(refused)
      await expect(verifyLedger(path)).rejects.toMatchObject(refused)
    },
  )

  test.skipIf(!posix)(
    'a link in a folder that anyone may write to is refused, another one is followed',
    async () => {
      const folder = tempFolder()
      const file = join(folder, 'real', 'ledger.jsonl')
      putLedger(file, bytes, anchor)
      const link = join(folder, 'link')
      fs.symlinkSync(file, link)
      expect((await openFileLedger(link).append([fact(3)])).head.seq).toBe(3)
      expect(fs.readdirSync(join(folder, 'real')).sort()).toEqual([
        'ledger.jsonl',
        'ledger.jsonl.head',
        'ledger.jsonl.lock',
      ])
      expect((await verifyLedger(link)).path).toBe(fs.realpathSync(file))
      fs.chmodSync(folder, 0o777)
      await expect(openFileLedger(link).read()).rejects.toMatchObject({
        message: expect.stringMatching(/anyone may write/),
      })
    },
  )

  test('on a network file system can be read, not written; on a doubtful one it warns', async () => {
    const path = join(tempFolder(), 'ledger.jsonl')
    putLedger(path, bytes, anchor)
    const on = (type: number) => {
      const disk = watchedDisk(() => {})
      const statfsSync = () => ({type})
      return new Proxy(disk, {
        get: (real, name) => (name === 'statfsSync' ? statfsSync : Reflect.get(real, name)),
      })
    }
    const nfs = openFileLedger(path, {io: on(0x6969)})
    expect((await nfs.read()).head.seq).toBe(2)
    await expect(nfs.append([fact(3)])).rejects.toMatchObject({
      code: 'ledger',
      message: expect.stringMatching(/NFS/),
    })
    expect(await verifyLedger(path, {io: on(-11317950)})).toMatchObject({ok: true, fileSystem: 'SMB'})
    const receipt = await openFileLedger(path, {io: on(0x65735546)}).append([fact(3)])
    expect(receipt.warnings).toEqual([expect.stringMatching(/FUSE/)])
  })

  test('that may only be read is read; writing says so', async () => {
    const path = join(tempFolder(), 'ledger.jsonl')
    putLedger(path, bytes, anchor)
    const disk = watchedDisk((name, args) => {
      if (name === 'openSync' && args[1] !== 'r') throw Object.assign(new Error('no'), {code: 'EROFS'})
    })
    const ledger = openFileLedger(path, {io: disk})
    expect((await ledger.read()).head.seq).toBe(2)
    await expect(ledger.append([fact(3)])).rejects.toMatchObject({
      code: 'ledger-read-only',
      message: expect.stringMatching(/may not be written \(EROFS\)/),
    })
  })

  test('that is not there is empty, and is neither made by reading nor by verifying', async () => {
    const path = join(tempFolder(), 'a', 'b', 'ledger.jsonl')
    expect((await openFileLedger(path).read()).head.seq).toBe(0)
    expect(await verifyLedger(path)).toMatchObject({
      ok: true,
      records: 0,
      problems: [],
      anchor: {status: 'none'},
    })
    expect(fs.existsSync(join(path, '../..'))).toBe(false)
    await openFileLedger(path).append([fact(1)])
    expect((await openFileLedger(path).read()).head.seq).toBe(1)
  })
})

describe('a ledger with bytes that are none of its own', () => {
  const text = bytes.toString()
  const newer = text.replace('"v":1', '"v":2')
  test.each<[string, Buffer, RegExp]>([
    ['a byte order mark', Buffer.from(`\uFEFF${text}`), /:1 \(byte 0\): .*byte order mark/],
    ['CRLF', Buffer.from(text.replaceAll('\n', '\r\n')), /:1 \(byte 0\): .*CRLF/],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), /:1 \(byte 0\): .*UTF-16/],
    ['a blank line at the end', Buffer.from(`${text}\n`), /:3 \(byte \d+\): .*blank/],
    ['invalid UTF-8', Buffer.from(text.replace('Fact 1', 'Fact \xE9'), 'latin1'), /:1 .*not valid UTF-8/],
    [
      'a line of 10 MB',
      Buffer.concat([bytes, Buffer.alloc(10_000_000, 'x'), Buffer.from('\n')]),
      /:3 .*10000000 bytes/,
    ],
    ['an open line of 10 MB', Buffer.concat([bytes, Buffer.alloc(10_000_000, 'x')]), /:3 .*10000000 bytes/],
    ['HTML', Buffer.from('<!doctype html>\n<p>\n'), /:1 .*not JSON/],
    ['an altered version', Buffer.from(newer), /:1 .*does not match its hash/],
  ])('(%s) is refused with its line, and never written to', async (_, content, message) => {
    const path = join(tempFolder(), 'ledger.jsonl')
    putLedger(path, content, null)
    const refused = {
      code: 'ledger-corrupt',
      message: expect.stringMatching(message),
      hints: ['serac edit verify'],
    }
    await expect(openFileLedger(path).read()).rejects.toMatchObject(refused)
    await expect(openFileLedger(path).append([fact(3)])).rejects.toMatchObject(refused)
    expect(await verifyLedger(path, {repair: true})).toMatchObject({ok: false, repaired: null})
    expect(fs.readFileSync(path).equals(content)).toBe(true)
  })

  test('(none at all) is empty', async () => {
    const path = join(tempFolder(), 'ledger.jsonl')
    putLedger(path, Buffer.alloc(0), null)
    expect((await openFileLedger(path).read()).head.seq).toBe(0)
    expect(await openFileLedger(path).append([fact(1)])).toMatchObject({head: {seq: 1}, warnings: []})
  })
})
