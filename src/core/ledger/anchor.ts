import {Buffer} from 'node:buffer'
import {dirname} from 'node:path'
import {Fault} from '../fault.js'
import {errno, syncFolder, withFile, writeAll, type Disk} from './disk.js'
import type {Head} from './ledger.js'
import {isHash} from './payload.js'
import {noHash} from './record.js'

/** The last head that was made durable, kept beside the ledger: a hash chain alone cannot show that its end is missing. */
export interface Anchor extends Head {
  /** Length of the ledger in bytes at that head. */
  readonly bytes: number
}

/** The file that anchors the ledger `file`. */
export function anchorPath(file: string): string {
  return `${file}.head`
}

/** The anchor of `file`; `missing` and `unreadable` say why there is none. */
export function readAnchor(disk: Disk, file: string): Anchor | 'missing' | 'unreadable' {
  const text = readText(disk, anchorPath(file))
  if (text === null) return 'missing'
  const found = /^\{"bytes":(\d{1,15}),"hash":"([0-9a-f]{64})","seq":(\d{1,15})\}\n$/.exec(text)
  if (found === null || !isHash(found[2])) return 'unreadable'
  const anchor = {bytes: Number(found[1]), hash: found[2], seq: Number(found[3])}
  const empty = anchor.seq === 0
  return empty === (anchor.bytes === 0) && empty === (anchor.hash === noHash) ? anchor : 'unreadable'
}

/** Replaces the anchor of `file` as a whole and durably. To be called under the ledger's lock. */
export function writeAnchor(disk: Disk, file: string, anchor: Anchor): void {
  const path = anchorPath(file)
  const {bytes, hash, seq} = anchor
  withFile(disk, `${path}.tmp`, 'w', (fd) => {
    writeAll(disk, fd, Buffer.from(`${JSON.stringify({bytes, hash, seq})}\n`), 0)
    disk.fsyncSync(fd)
  })
  disk.renameSync(`${path}.tmp`, path)
  syncFolder(disk, dirname(path))
}

/** The fault of a ledger that ends before its anchor, or does not hold the record that the anchor names. */
export function rolledBack(file: string, head: Head, anchor: Head): Fault {
  const path = anchorPath(file)
  return new Fault(
    'ledger-rolled-back',
    `the ledger ${file} ends at record ${head.seq}, but ${path} remembers record ${anchor.seq} (${anchor.hash.slice(0, 7)}), ` +
      'which the ledger does not hold: an older or another copy was put in its place',
    {hints: ['serac edit verify', `rm ${path}    (only if going back was meant)`]},
  )
}

function readText(disk: Disk, path: string): string | null {
  try {
    return disk.readFileSync(path, 'utf8')
  } catch (error) {
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return null
    throw error
  }
}
