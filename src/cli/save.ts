import {writeFile} from 'node:fs/promises'
import {Fault} from '../core/fault.js'

/** Writes a file that must not exist yet. Throws `usage` when it does or cannot be made. */
export async function saveNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, {flag: 'wx'})
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    const why = exists ? 'it exists already' : cause instanceof Error ? cause.message : String(cause)
    throw new Fault('usage', `cannot write ${path}: ${why}`, {cause})
  }
}
