import * as fs from 'node:fs'
import type {Disk} from '../../src/core/ledger/disk.js'

type Call = (...args: readonly unknown[]) => unknown

/** A disk that asks `before` ahead of each call; what that throws, the call throws. */
export function watchedDisk(before: (name: string, args: readonly unknown[]) => void): Disk {
  return new Proxy<Disk>(fs, {
    get(target, name) {
      const call: unknown = Reflect.get(target, name)
      if (typeof call !== 'function' || typeof name !== 'string') return call
      return (...args: readonly unknown[]) => {
        before(name, args)
        return (call as Call)(...args)
      }
    },
  })
}

/** An error as the system gives it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), {code})
}

/** A disk that fails with `code` at call number `nth` (from 1), and from then on when `persists`. A failing write is short first. */
export function failingDisk(
  nth: number,
  code: string,
  persists: boolean,
): {disk: Disk; fired: () => boolean} {
  let calls = 0
  let fired = false
  const disk = watchedDisk((name, args) => {
    calls++
    const harmless = name === 'closeSync' || name === 'existsSync'
    if (harmless || calls < nth || (calls > nth && !persists && fired)) return
    fired = true
    const [fd, bytes, offset, length] = args
    if (
      name === 'writeSync' &&
      typeof fd === 'number' &&
      bytes instanceof Uint8Array &&
      typeof offset === 'number'
    ) {
      fs.writeSync(fd, bytes, offset, Math.floor(Number(length) / 2))
    }
    throw systemError(code)
  })
  return {disk, fired: () => fired}
}

/** A disk that logs what may change files: opening to write, writing, syncing, cutting, renaming. Names are by `path`. */
export function recordingDisk(path: string): {disk: Disk; log: string[]} {
  const log: string[] = []
  const open = new Map<unknown, string>()
  const named = (file: unknown) =>
    file === path ? 'ledger' : String(file).startsWith(path) ? String(file).slice(path.length) : 'folder'
  const watched = watchedDisk((name, args) => {
    const file = open.get(args[0]) ?? ''
    if (name === 'writeSync') log.push(`write ${file}`)
    if (name === 'fdatasyncSync') log.push(`fdatasync ${file}`)
    if (name === 'fsyncSync') log.push(`fsync ${file}`)
    if (name === 'ftruncateSync') log.push(`cut ${file}`)
    if (name === 'renameSync') log.push(`rename ${named(args[0])} ${named(args[1])}`)
    if (name === 'openSync' && args[1] !== 'r') log.push(`open ${named(args[0])}`)
  })
  const disk = new Proxy<Disk>(watched, {
    get(target, name) {
      if (name !== 'openSync') return Reflect.get(target, name)
      return (file: string, flags: string, mode?: number) => {
        const fd = target.openSync(file, flags, mode)
        open.set(fd, named(file))
        return fd
      }
    },
  })
  return {disk, log}
}
