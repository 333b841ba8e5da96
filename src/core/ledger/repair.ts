import {dirname, extname} from 'node:path'
import {errno, readRange, syncFolder, withFile, writeAll, type Disk} from './disk.js'

/**
 * Cuts the ledger `file` at byte `end`, after what was there is kept, durably, in a file beside it (`ledger.torn-<time>`).
 * To be called under the ledger's lock, and only for a tail that was never acknowledged. Returns the path of the copy.
 */
export function cutTail(disk: Disk, file: string, end: number, now: Date): string {
  const size = disk.statSync(file).size
  const tail = withFile(disk, file, 'r', (fd) => readRange(disk, fd, end, size))
  const copy = keep(disk, file, tail, now)
  truncate(disk, file, end)
  return copy
}

/** Cuts `file` to `size` bytes, durably. */
export function truncate(disk: Disk, file: string, size: number): void {
  withFile(disk, file, 'r+', (fd) => {
    disk.ftruncateSync(fd, size)
    disk.fdatasyncSync(fd)
  })
}

function keep(disk: Disk, file: string, tail: Uint8Array, now: Date): string {
  const stem = file.slice(0, file.length - extname(file).length)
  const stamp = now.toISOString().replaceAll(/[:.-]/g, '')
  for (let n = 1; ; n++) {
    const copy = `${stem}.torn-${stamp}${n === 1 ? '' : `-${n}`}`
    try {
      withFile(disk, copy, 'wx', (fd) => {
        writeAll(disk, fd, tail, 0)
        disk.fsyncSync(fd)
      })
      syncFolder(disk, dirname(copy))
      return copy
    } catch (error) {
      if (errno(error) !== 'EEXIST') throw error
    }
  }
}
