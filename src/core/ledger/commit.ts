import {Buffer} from 'node:buffer'
import {dirname} from 'node:path'
import {Fault} from '../fault.js'
import {errno, readRange, syncFolder, withFile, writeAll, type Disk} from './disk.js'
import type {Head, Record} from './ledger.js'
import {encode} from './record.js'
import {truncate} from './repair.js'

/** The lines of `rows`, which follow `head`. Throws `bug` for rows that do not. */
export function encodeAll(head: Head, rows: readonly Record[]): Buffer {
  let previous = head.hash
  return Buffer.concat(
    rows.map((row) => {
      const {record, bytes} = encode(previous, row)
      if (record.hash !== row.hash) throw new Fault('bug', `record ${row.seq} does not continue the ledger`)
      previous = row.hash
      return bytes
    }),
  )
}

/** Writes `bytes` to the end of the file, open to append as `fd` and `size` bytes long; takes them back when that fails. */
export function appendBytes(disk: Disk, file: string, fd: number, bytes: Buffer, size: number): void {
  try {
    writeAll(disk, fd, bytes, null)
  } catch (cause) {
    try {
      truncate(disk, file, size)
    } catch (error) {
      throw new Fault(
        'ledger',
        `writing to ${file} failed (${errno(cause)}) and the unfinished tail could not be cut (${errno(error)}): ` +
          'nothing was recorded, and the next edit cuts it',
        {hints: [`df -h ${dirname(file)}`, 'serac edit verify'], cause},
      )
    }
    throw cause
  }
}

/** Makes all that was written durable; for a ledger without records its name, too. Throws `ledger-unknown`: never try again. */
export function makeDurable(disk: Disk, file: string, fd: number, {seq}: Head): void {
  try {
    disk.fdatasyncSync(fd)
    if (seq === 0) syncFolder(disk, dirname(file))
  } catch (cause) {
    throw new Fault(
      'ledger-unknown',
      `the disk failed while ${file} was made durable (${errno(cause)}): whether the last edit is recorded is not known`,
      {hints: ['serac edit ls', 'serac edit verify'], cause},
    )
  }
}

/**
 * Writes the same bytes again. After a failed sync the kernel holds them for clean and would never write them:
 * what a crashed or failed writer left is made durable so before anything relies on it.
 */
export function rewrite(disk: Disk, file: string, from: number, to: number): void {
  try {
    withFile(disk, file, 'r+', (fd) => writeAll(disk, fd, readRange(disk, fd, from, to), from))
  } catch (error) {
    if (errno(error) !== 'EPERM') throw error
  }
}
