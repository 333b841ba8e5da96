import {Buffer} from 'node:buffer'
import {constants} from 'node:fs'
import {pid} from 'node:process'
import {setTimeout as sleep} from 'node:timers/promises'
import {Fault} from '../fault.js'
import {errno, readRange, withFile, writeAll, type Disk} from './disk.js'

/** A lock that is held. */
export interface Lock {
  release(): void
}

/** Room for a process id and a line end: the file keeps its length, so that a full disk does not matter. */
const ownerLength = 12

/**
 * Takes the kernel lock of the ledger `file`, waiting up to `timeoutMs`. The kernel frees it when its holder dies.
 * The lock file is never deleted: a second one beside the first would let two writers in.
 * Throws `ledger-locked` with the holder's process id.
 */
export async function takeLock(disk: Disk, file: string, timeoutMs: number): Promise<Lock> {
  const {tryLock} = await native()
  const path = lockPath(file)
  const deadline = performance.now() + timeoutMs
  for (let pause = 1; ; pause = Math.min(25, pause * 2)) {
    const lock = tryOnce(disk, path, tryLock)
    if (lock !== null) return lock
    if (performance.now() >= deadline) throw locked(disk, file, timeoutMs)
    await sleep(pause)
  }
}

/** The process that holds the lock of `file`, null when none does; `pid` is null when it cannot be told. */
export async function lockHolder(disk: Disk, file: string): Promise<{readonly pid: number | null} | null> {
  const path = lockPath(file)
  if (!disk.existsSync(path)) return null
  const {tryLock} = await native()
  const free = withFile(disk, path, 'r', (fd) => tryLock(fd, 0, 0, {shared: true}))
  return free ? null : {pid: owner(disk, path)}
}

/** The file whose lock stands for the ledger `file`. */
export function lockPath(file: string): string {
  return `${file}.lock`
}

type TryLock = (typeof import('fs-native-extensions'))['tryLock']

async function native(): Promise<{readonly tryLock: TryLock}> {
  try {
    return await import('fs-native-extensions')
  } catch (cause) {
    throw new Fault('ledger', 'the kernel lock (fs-native-extensions) does not load on this system', {
      hints: ['npm rebuild fs-native-extensions', 'serac doctor'],
      cause,
    })
  }
}

function tryOnce(disk: Disk, path: string, tryLock: TryLock): Lock | null {
  const fd = disk.openSync(path, constants.O_RDWR | constants.O_CREAT, 0o666)
  let held = false
  try {
    held = tryLock(fd) && disk.statSync(path, {throwIfNoEntry: false})?.ino === disk.fstatSync(fd).ino
    if (held) writeAll(disk, fd, ownerLine(), 0)
  } catch (error) {
    disk.closeSync(fd)
    throw error
  }
  if (!held) disk.closeSync(fd)
  return held ? {release: () => release(disk, fd)} : null
}

/** Closing frees the lock, even where it reports an error. */
function release(disk: Disk, fd: number): void {
  try {
    disk.closeSync(fd)
  } catch (error) {
    if (errno(error) === '') throw error
  }
}

function ownerLine(): Buffer {
  return Buffer.from(`${String(pid).padEnd(ownerLength - 1)}\n`)
}

function owner(disk: Disk, path: string): number | null {
  const text = withFile(disk, path, 'r', (fd) => readRange(disk, fd, 0, ownerLength)).toString()
  return /^\d+ *\n$/.test(text) ? Number.parseInt(text, 10) : null
}

function locked(disk: Disk, file: string, timeoutMs: number): Fault {
  const holder = owner(disk, lockPath(file))
  const who = holder === null ? 'another process' : `process ${holder}`
  return new Fault('ledger-locked', `the ledger ${file} is locked by ${who}; waited ${timeoutMs / 1000} s`, {
    hints: holder === null ? [] : [`ps -p ${holder}`],
  })
}
