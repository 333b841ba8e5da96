import {Fault} from '../core/fault.js'

/** What stops a command from outside. */
export interface Interrupt {
  /** Aborts at the first Ctrl-C or SIGTERM, its reason a Fault `interrupted`. */
  readonly signal: AbortSignal
  /** 130 after Ctrl-C, 143 after SIGTERM, else null. */
  stopped(): number | null
  dispose(): void
}

/** Listens once: the first signal asks the work to stop, the second one meets no listener and ends the process. */
export function listenForSignals(): Interrupt {
  const controller = new AbortController()
  let stopped: number | null = null
  const stop = (exit: number) => () => {
    stopped = exit
    process.exitCode = exit
    dispose()
    controller.abort(new Fault('interrupted', 'interrupted'))
  }
  const onInt = stop(130)
  const onTerm = stop(143)
  const dispose = (): void => {
    process.removeListener('SIGINT', onInt)
    process.removeListener('SIGTERM', onTerm)
  }
  process.once('SIGINT', onInt)
  process.once('SIGTERM', onTerm)
  return {signal: controller.signal, stopped: () => stopped, dispose}
}

/** The result of `work`, unless `signal` fires first: then its reason is thrown, and the work is left to itself. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let stop = (): void => undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
