import {basename, dirname, join} from 'node:path'
import {Fault} from '../fault.js'
import {errno, type Disk} from './disk.js'

/** Where a ledger really lies. */
export interface Place {
  /** The real path of the file, symbolic links resolved. */
  readonly file: string
  readonly exists: boolean
}

/** File systems by the type that statfs gives; `locks` says whether kernel locks and fdatasync can be trusted there. */
const fileSystems: ReadonlyMap<number, {readonly name: string; readonly locks: 'yes' | 'doubtful' | 'no'}> =
  new Map([
    [0xef53, {name: 'ext4', locks: 'yes'}],
    [0x58465342, {name: 'xfs', locks: 'yes'}],
    [0x9123683e, {name: 'btrfs', locks: 'yes'}],
    [0x1021994, {name: 'tmpfs', locks: 'yes'}],
    [0x794c7630, {name: 'overlayfs', locks: 'yes'}],
    [0x6969, {name: 'NFS', locks: 'no'}],
    [0xff534d42, {name: 'SMB', locks: 'no'}],
    [0xfe534d42, {name: 'SMB', locks: 'no'}],
    [0x65735546, {name: 'FUSE', locks: 'doubtful'}],
    [0x1021997, {name: '9p', locks: 'doubtful'}],
  ])

/**
 * Follows symbolic links to the file. A file that does not exist yet is fine.
 * Throws `ledger` for a folder, a pipe, a device, a link that leads nowhere and a link in a folder that anyone may write.
 */
export function locate(disk: Disk, path: string): Place {
  const link = disk.lstatSync(path, {throwIfNoEntry: false})
  if (link === undefined) {
    const folder = dirname(path)
    const real = disk.existsSync(folder) ? disk.realpathSync(folder) : folder
    return {file: join(real, basename(path)), exists: false}
  }
  if (link.isSymbolicLink() && (disk.statSync(dirname(path)).mode & 0o002) !== 0) {
    throw new Fault('ledger', `the ledger ${path} is a symbolic link in a folder that anyone may write to`, {
      hints: [`ls -l ${path}`],
    })
  }
  const file = realPath(disk, path)
  const stat = disk.statSync(file)
  if (!stat.isFile()) {
    const what = stat.isDirectory() ? 'a folder' : 'not a regular file'
    throw new Fault('ledger', `the ledger ${path} is ${what}`, {hints: [`ls -ld ${path}`]})
  }
  return {file, exists: true}
}

/** Name and trust of the file system that holds `folder`; the number in hex where it has no name here. */
export function fileSystem(disk: Disk, folder: string): {readonly name: string; readonly locks: string} {
  const type = Number(disk.statfsSync(folder).type) >>> 0
  return fileSystems.get(type) ?? {name: `0x${type.toString(16)}`, locks: 'yes'}
}

/** Refuses to write where locks do not hold; gives a warning where they may not. */
export function trustLocks(disk: Disk, file: string): string[] {
  const {name, locks} = fileSystem(disk, dirname(file))
  if (locks === 'no') {
    throw new Fault('ledger', `the ledger ${file} lies on ${name}, where locks and syncs cannot be trusted`, {
      hints: ['SERAC_DATA_DIR=<a local folder> serac doctor'],
    })
  }
  return locks === 'doubtful' ? [`the ledger lies on ${name}: let one process at a time write to it`] : []
}

function realPath(disk: Disk, path: string): string {
  try {
    return disk.realpathSync(path)
  } catch (error) {
    if (errno(error) !== 'ENOENT' && errno(error) !== 'ELOOP') throw error
    throw new Fault('ledger', `the ledger ${path} is a symbolic link that leads nowhere`, {
      hints: [`ls -l ${path}`],
      cause: error,
    })
  }
}
