import {Buffer} from 'node:buffer'
import type * as fs from 'node:fs'
import {dirname} from 'node:path'
import {Fault} from '../fault.js'

/** What the ledger needs of `node:fs`; a test hands in one that fails. */
export type Disk = Pick<
  typeof fs,
  | 'closeSync'
  | 'existsSync'
  | 'fdatasyncSync'
  | 'fstatSync'
  | 'fsyncSync'
  | 'ftruncateSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readFileSync'
  | 'readSync'
  | 'realpathSync'
  | 'renameSync'
  | 'statSync'
  | 'statfsSync'
  | 'writeSync'
>

/** Opens `path`, lends it to `use`, closes it. */
export function withFile<T>(disk: Disk, path: string, flags: string, use: (fd: number) => T): T {
  const fd = disk.openSync(path, flags)
  try {
    return use(fd)
  } finally {
    disk.closeSync(fd)
  }
}

/** Writes all bytes, at `position` or (null) at the end of a file opened to append: a write may be short. */
export function writeAll(disk: Disk, fd: number, bytes: Uint8Array, position: number | null): void {
  for (let done = 0; done < bytes.length;) {
    const at = position === null ? null : position + done
    const count = disk.writeSync(fd, bytes, done, bytes.length - done, at)
    if (count === 0) throw Object.assign(new Error('the file takes no more bytes'), {code: 'ENOSPC'})
    done += count
  }
}

/** The bytes from `start` to `end`, or to the end of the file where that comes first. */
export function readRange(disk: Disk, fd: number, start: number, end: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.max(0, end - start))
  let done = 0
  while (done < bytes.length) {
    const count = disk.readSync(fd, bytes, done, Math.min(bytes.length - done, 1 << 30), start + done)
    if (count === 0) break
    done += count
  }
  return bytes.subarray(0, done)
}

/** Makes what was created or renamed in `folder` durable. Systems that cannot (Windows, some network folders) are let off. */
export function syncFolder(disk: Disk, folder: string): void {
  try {
    withFile(disk, folder, 'r', (fd) => disk.fsyncSync(fd))
  } catch (error) {
    if (!['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP'].includes(errno(error))) throw error
  }
}

/** Makes `folder` and the folders above it, durably. */
export function makeFolder(disk: Disk, folder: string): void {
  const first = disk.mkdirSync(folder, {recursive: true})
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) syncFolder(disk, dirname(made))
}

/** The system's name for the error (`ENOENT`), or '' for one that is not the system's. */
export function errno(error: unknown): string {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^E[A-Z0-9]+$/.test(error.code)
    ? error.code
    : ''
}

const readOnly = ['EACCES', 'EPERM', 'EROFS']
const full = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** The error of a system call as a Fault that says what to do; what is not the system's is returned as it came. */
export function diskFault(error: unknown, doing: 'read' | 'write', path: string): unknown {
  const code = errno(error)
  if (error instanceof Fault || code === '') return error
  if (readOnly.includes(code)) {
    const hints = [`ls -ld ${dirname(path)} ${path}`]
    return doing === 'write'
      ? new Fault('ledger-read-only', `the ledger ${path} may not be written (${code})`, {
          hints,
          cause: error,
        })
      : new Fault('ledger', `the ledger ${path} may not be read (${code})`, {hints, cause: error})
  }
  if (full.includes(code)) {
    const hints = [`df -h ${dirname(path)}`]
    return new Fault('ledger', `no room for the ledger ${path} (${code}): nothing was recorded`, {
      hints,
      cause: error,
    })
  }
  const verb = doing === 'write' ? 'written' : 'read'
  return new Fault('ledger', `the ledger ${path} could not be ${verb} (${code})`, {
    hints: ['serac doctor'],
    cause: error,
  })
}
