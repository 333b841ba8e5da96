import {existsSync, mkdirSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {Fault} from '../core/fault.js'

/** Beside a ledger under git: what belongs to one machine stays out, and line ends are never touched. */
const companions = {
  '.gitignore': '*.lock\n*.head\n*.tmp\n*.torn-*\n/cache/\n',
  '.gitattributes': 'ledger.jsonl -text\n',
}

/** Makes the folder of a project ledger. False when it is there already; nothing is overwritten. Throws `ledger`. */
export function startProject(folder: string): boolean {
  const stats = statSync(folder, {throwIfNoEntry: false})
  if (stats !== undefined && !stats.isDirectory()) {
    throw new Fault('ledger', `${folder} is there, but it is not a folder`, {hints: [`ls -ld ${folder}`]})
  }
  try {
    mkdirSync(folder, {recursive: true})
    for (const [name, text] of Object.entries(companions)) {
      const file = join(folder, name)
      if (!existsSync(file)) writeFileSync(file, text)
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Fault('ledger-read-only', `cannot make ${folder}: ${why}`, {cause, hints: ['ls -ld .']})
  }
  return stats === undefined
}
