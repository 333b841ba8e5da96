declare module 'fs-native-extensions' {
  /** Takes a kernel lock on the whole file, for the open file and not the process; false when another holds it. */
  export function tryLock(fd: number, offset?: number, length?: number, options?: {shared?: boolean}): boolean
  export function unlock(fd: number): void
}
