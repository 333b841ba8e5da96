import {Buffer} from 'node:buffer'
import {Fault} from '../fault.js'
import {anchorPath, readAnchor, rolledBack, writeAnchor, type Anchor} from './anchor.js'
import {appendBytes, encodeAll, makeDurable, rewrite} from './commit.js'
import {diskFault, errno, readRange, withFile, type Disk} from './disk.js'
import type {Head, Record} from './ledger.js'
import {locate} from './place.js'
import {version} from './record.js'
import {cutTail} from './repair.js'
import {scan, start, type Point, type Rest} from './scan.js'

const unseen = {ino: -1, size: -1, mtimeMs: -1}

function look(disk: Disk, fd: number): typeof unseen {
  const {ino, size, mtimeMs} = disk.fstatSync(fd)
  return {ino, size, mtimeMs}
}

/**
 * The rows of a ledger file as a storage adapter: `read` gives them all, `write` appends the new ones as one commit
 * (one write, one fdatasync) and refuses if an older one changed. Writing wants `begin` before and `end` after it,
 * all three under the ledger's lock.
 */
export class AppendOnlyFile {
  #rows: Record[] = []
  #end: Point = start
  #rest: Rest | null = null
  #version = version
  #anchor: Anchor | 'missing' | 'unreadable' = 'missing'
  #file = ''
  /** The file as it was when last read. */
  #seen = unseen
  /** Whether the caller's rows may differ from these. */
  #stale = true
  #fd: number | null = null
  /** Whether rows were committed that the anchor does not know of. */
  #ahead = false
  #failed: Fault | null = null
  readonly #path: string
  readonly #disk: Disk

  constructor(path: string, disk: Disk) {
    this.#path = path
    this.#disk = disk
  }

  get head(): Head {
    return {seq: this.#end.seq, hash: this.#end.hash}
  }

  /** All rows; null when they are those of the last call. An unfinished last commit is passed over. Never writes. */
  async read(): Promise<Record[] | null> {
    try {
      this.#refresh()
    } catch (error) {
      throw diskFault(error, 'read', this.#path)
    }
    if (!this.#stale) return null
    this.#stale = false
    return [...this.#rows]
  }

  /** Opens the file to append, cuts a torn tail and makes durable what the anchor does not know of. Returns warnings. */
  begin(now: Date): string[] {
    if (this.#failed !== null) throw this.#failed
    if (this.#version > version) {
      const reason = `${this.#path} has records of version ${this.#version}: it can only be read`
      throw new Fault('ledger-version', reason, {hints: ['npm install --global serac@latest']})
    }
    const {file} = locate(this.#disk, this.#path)
    this.#file = file
    this.#fd = this.#disk.openSync(file, 'a')
    return [...this.#repair(now), ...this.#settle(this.#fd)]
  }

  /** Appends the rows that are new. Throws `ledger-unknown` when only the sync fails: then nobody knows, and no further write is tried. */
  async write(rows: readonly Record[]): Promise<void> {
    if (this.#fd === null) throw new Fault('bug', 'a ledger was written to without its lock')
    if (this.#rows.some((row, i) => row !== rows[i])) throw new Fault('bug', 'a row of the ledger changed')
    const fresh = rows.slice(this.#rows.length)
    const bytes = encodeAll(this.#end, fresh)
    this.#stale = true
    appendBytes(this.#disk, this.#file, this.#fd, bytes, this.#end.bytes)
    this.#sync(this.#fd)
    for (const row of fresh) this.#rows.push(row)
    this.#stale = false
    this.#end = {
      seq: this.#rows.length,
      hash: fresh.at(-1)?.hash ?? this.#end.hash,
      bytes: this.#end.bytes + bytes.length,
    }
    this.#ahead = true
  }

  /** Remembers the new head outside the file and closes it. Returns warnings: what is committed stays so. */
  end(): string[] {
    const fd = this.#fd
    this.#fd = null
    if (fd === null) return []
    try {
      if (this.#ahead) this.#seen = look(this.#disk, fd)
      this.#disk.closeSync(fd)
      if (this.#ahead) writeAnchor(this.#disk, this.#file, this.#end)
      this.#ahead = false
      return []
    } catch (error) {
      this.#seen = unseen
      const code = errno(error) || String(error)
      return [`the disk failed (${code}) when the head anchor ${anchorPath(this.#file)} was to be written`]
    }
  }

  #refresh(): void {
    const {file, exists} = locate(this.#disk, this.#path)
    this.#anchor = readAnchor(this.#disk, file)
    const known = typeof this.#anchor === 'object' ? this.#anchor : null
    if (exists) withFile(this.#disk, file, 'r', (fd) => this.#load(fd, known))
    else {
      this.#seen = unseen
      this.#adopt(start, Buffer.alloc(0), known)
    }
    if (known !== null && known.seq > 0 && this.#rows[known.seq - 1]?.hash !== known.hash) {
      throw rolledBack(this.#path, this.head, known)
    }
  }

  #load(fd: number, anchor: Anchor | null): void {
    const seen = this.#seen
    const now = look(this.#disk, fd)
    const {ino, size} = now
    if (ino === seen.ino && size === seen.size && now.mtimeMs === seen.mtimeMs && this.#rest === null) return
    const from = ino === seen.ino && size > this.#end.bytes ? this.#end : start
    this.#adopt(from, readRange(this.#disk, fd, from.bytes, size), anchor)
    if (this.#rest?.kind === 'broken' && from !== start) {
      this.#adopt(start, readRange(this.#disk, fd, 0, size), anchor)
    }
    this.#seen = now
    if (this.#rest?.kind === 'broken') throw this.#corrupt(this.#rest)
  }

  #adopt(from: Point, bytes: Buffer, anchor: Anchor | null): void {
    const found = scan(bytes, from, anchor)
    if (from === start) this.#rows = []
    for (const record of found.records) this.#rows.push(record)
    this.#stale ||= from === start || found.records.length > 0
    this.#version = from === start ? found.version : Math.max(this.#version, found.version)
    this.#end = found.end
    this.#rest = found.rest
  }

  #corrupt({defect, line, offset}: Rest): Fault {
    const where = `${this.#path}:${line} (byte ${offset})`
    const options = {hints: ['serac edit verify']}
    if (defect?.kind === 'unknown-version')
      return new Fault('ledger-version', `${where}: ${defect.detail}`, options)
    const detail = defect?.detail ?? 'the line is cut short, but its record was acknowledged'
    return new Fault('ledger-corrupt', `${where}: ${detail}`, options)
  }

  #repair(now: Date): string[] {
    if (this.#rest === null) return []
    const size = this.#disk.statSync(this.#file).size - this.#end.bytes
    const copy = cutTail(this.#disk, this.#file, this.#end.bytes, now)
    this.#rest = null
    return [
      `an unfinished commit at the end of the ledger was cut off (${size} bytes, never acknowledged); a copy is in ${copy}`,
    ]
  }

  #settle(fd: number): string[] {
    const anchor = this.#anchor
    const known = typeof anchor === 'object'
    if (known && anchor.seq === this.#end.seq) return []
    if (known) rewrite(this.#disk, this.#file, anchor.bytes, this.#end.bytes)
    this.#sync(fd)
    writeAnchor(this.#disk, this.#file, this.#end)
    if (known || this.#end.seq === 0) return []
    return [
      `the head anchor of the ledger was ${anchor} and was made anew: a roll-back before now would not be noticed`,
    ]
  }

  #sync(fd: number): void {
    try {
      makeDurable(this.#disk, this.#file, fd, this.#end)
    } catch (error) {
      if (error instanceof Fault) this.#failed = error
      throw error
    }
  }
}
