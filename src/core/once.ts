/** Calls `open` at the first use and shares its promise from then on; a failure is kept and reaches every user. */
export function once<T>(open: () => Promise<T>): Once<T> {
  let promise: Promise<T> | undefined
  const get = (): Promise<T> => {
    if (promise === undefined) {
      promise = open()
      // Whoever awaits it hears of a failure; a preload that nobody awaits must not end the process.
      promise.catch(() => undefined)
    }
    return promise
  }
  return Object.assign(get, {opened: () => promise})
}

export interface Once<T> {
  (): Promise<T>
  /** The promise if `open` was called. */
  opened(): Promise<T> | undefined
}

/** Closes what was opened, if it was and did not fail. */
export async function closeOpened(resource: Once<{close(): Promise<void>}>): Promise<void> {
  const opened = await resource.opened()?.catch(() => undefined)
  await opened?.close()
}
