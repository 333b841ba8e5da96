/** Calls `open` at the first use and shares its promise from then on; after a failure the next use tries again. */
export function once<T>(open: () => Promise<T>): Once<T> {
  let promise: Promise<T> | undefined
  const get = (): Promise<T> => {
    if (promise === undefined) {
      const opening = open()
      promise = opening
      // Whoever awaits it hears of a failure; a preload that nobody awaits must not end the process.
      opening.catch(() => {
        if (promise === opening) promise = undefined
      })
    }
    return promise
  }
  return Object.assign(get, {opened: () => promise})
}

export interface Once<T> {
  (): Promise<T>
  /** The promise if `open` was called and has not failed. */
  opened(): Promise<T> | undefined
}

/** Closes what was opened, if it was and did not fail. */
export async function closeOpened(resource: Once<{close(): Promise<void>}>): Promise<void> {
  const opened = await resource.opened()?.catch(() => undefined)
  await opened?.close()
}
