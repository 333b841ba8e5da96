import {once} from 'node:events'
import {setTimeout as sleep} from 'node:timers/promises'
import {sanitise} from './render.js'

/** How long what is printed last may take to get out once a signal has stopped the work. */
const lastWordsMs = 500

/**
 * Makes a write to a full pipe wait in the background: otherwise it would block the whole process, deaf to signals,
 * for as long as nobody reads. Terminals and files stay as they are.
 */
export function unblock(stream: NodeJS.WriteStream): void {
  if (stream.isTTY || !('_handle' in stream)) return
  // eslint-disable-next-line no-underscore-dangle
  const handle: unknown = stream._handle
  if (typeof handle !== 'object' || handle === null || !('setBlocking' in handle)) return
  if (typeof handle.setBlocking === 'function') handle.setBlocking(false)
}

/** Writes, and waits when the reader is slow. Throws an AbortError when `signal` fires meanwhile. */
export async function write(stream: NodeJS.WriteStream, text: string, signal: AbortSignal): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain', {signal})
}

/** Waits until all that was written is out. After a signal, not for long: perhaps nobody reads. */
export async function flush(stream: NodeJS.WriteStream, stopped: boolean): Promise<void> {
  const out = new Promise<void>((resolve) => stream.write('', () => resolve()))
  await (stopped ? Promise.race([out, sleep(lastWordsMs)]) : out)
}

/** A closed pipe ends the work quietly with 141, never with 0: whoever reads on must not take a part for the whole. */
export function endOnWriteError(error: NodeJS.ErrnoException, name: string): void {
  if (error.code === 'EPIPE') process.exit(141)
  if (name === 'stdout') process.stderr.write(`error: cannot write to stdout: ${sanitise(error.message)}\n`)
  process.exit(1)
}
