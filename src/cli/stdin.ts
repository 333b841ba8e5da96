import {addAbortSignal} from 'node:stream'
import {Fault} from '../core/fault.js'

/** A line without its end; `number` counts from 1. */
export interface Line {
  readonly number: number
  readonly text: string
}

/** A line that is no text or too long, where reading goes on after it. */
export interface BadLine {
  readonly number: number
  readonly fault: Fault
}

export interface Reading {
  /** What the source is called in errors. */
  readonly name?: string
  /** Upper bound of a line, in bytes. */
  readonly maxLine?: number
  /** Upper bound of the whole, in bytes. */
  readonly maxBytes?: number
}

const mib = 1 << 20

/** Whether a person would have to type what is read from stdin. */
export function stdinIsTerminal(): boolean {
  return Boolean(process.stdin.isTTY)
}

/** The bytes of stdin, however slowly they come. Ends with an AbortError when `signal` fires. */
export function stdinBytes(signal?: AbortSignal): AsyncIterable<Uint8Array> {
  return signal === undefined ? process.stdin : addAbortSignal(signal, process.stdin)
}

type Lenient = Reading & {readonly lenient: true}

/**
 * The lines of a byte stream, each as soon as its end has come; a last line without an end counts too.
 * CR before the end and a byte order mark at the start are dropped. Throws `bad-input`, naming the line, for bytes
 * that are not UTF-8 and for a line over `maxLine`; `lenient` gives such a line with its fault instead, and goes on.
 */
export function lines(bytes: AsyncIterable<Uint8Array>, reading: Lenient): AsyncGenerator<Line | BadLine>
export function lines(bytes: AsyncIterable<Uint8Array>, reading?: Reading): AsyncGenerator<Line>
export async function* lines(
  bytes: AsyncIterable<Uint8Array>,
  reading: Reading & {readonly lenient?: boolean} = {},
): AsyncGenerator<Line | BadLine> {
  const {name = 'stdin', maxLine = mib, lenient = false} = reading
  let held: Uint8Array[] = []
  let size = 0
  let number = 0
  const take = (part: Uint8Array): void => {
    size += part.length
    if (size <= maxLine) held.push(part)
    else if (lenient) held = []
    else throw tooLong(number + 1)
  }
  const tooLong = (line: number): Fault =>
    new Fault('bad-input', `${name} line ${line} is longer than ${maxLine} bytes`)
  const line = (): Line | BadLine => {
    const whole = held.length === 1 && held[0] ? held[0] : Buffer.concat(held)
    const over = size > maxLine
    held = []
    size = 0
    number += 1
    if (over) return {number, fault: tooLong(number)}
    try {
      const text = decode(whole, `${name} line ${number}`).replace(/\r$/, '')
      return {number, text: number === 1 ? text.replace(/^\uFEFF/, '') : text}
    } catch (fault) {
      if (lenient && fault instanceof Fault) return {number, fault}
      throw fault
    }
  }
  for await (const chunk of named(bytes, name)) {
    let start = 0
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      take(chunk.subarray(start, end))
      yield line()
      start = end + 1
    }
    if (start < chunk.length) take(chunk.subarray(start))
  }
  if (size > 0) yield line()
}

/** Everything as one text, without a byte order mark. Throws `bad-input` when it is over `maxBytes` or not UTF-8. */
export async function readAll(bytes: AsyncIterable<Uint8Array>, reading: Reading = {}): Promise<string> {
  const {name = 'stdin', maxBytes = 256 * mib} = reading
  const held: Uint8Array[] = []
  let size = 0
  for await (const chunk of named(bytes, name)) {
    size += chunk.length
    if (size > maxBytes) throw new Fault('bad-input', `${name} is larger than ${maxBytes} bytes`)
    held.push(chunk)
  }
  return decode(Buffer.concat(held), name).replace(/^\uFEFF/, '')
}

/** The bytes of a file, or of stdin for `-`. */
export async function bytesOf(path: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  if (path === '-') return stdinBytes(signal)
  const {createReadStream} = await import('node:fs')
  const stream = createReadStream(path)
  return signal === undefined ? stream : addAbortSignal(signal, stream)
}

async function* named(bytes: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code === 'ABORT_ERR') throw error
    throw new Fault('bad-input', `cannot read ${name}: ${error.message}`, {cause: error})
  }
}

function decode(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch (cause) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
    const hints = utf16 ? ['iconv -f UTF-16 -t UTF-8 FILE'] : []
    throw new Fault('bad-input', `${where} is not valid UTF-8 (byte ${firstBadByte(bytes) + 1})`, {
      cause,
      hints,
    })
  }
}

/** Index of the first byte that cannot be part of UTF-8 text, or the length when the last character is cut off. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (startsWell(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function startsWell(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', {fatal: true}).decode(bytes, {stream: true})
    return true
  } catch {
    return false
  }
}
