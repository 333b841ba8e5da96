import {editText, type EditId} from '../edit.js'
import {Fault} from '../fault.js'
import type {Known, State} from './ledger.js'

/** The fewest hex digits that name an edit, typed and shown. */
const minTyped = 4
const minShown = 7

/**
 * The one edit whose id begins with `prefix` (4 to 64 hex digits, case does not count).
 * Throws `unknown-edit` and `ambiguous-edit`, the latter naming the candidates.
 */
export function resolveId(state: State, prefix: string): EditId {
  const wanted = prefix.trim().toLowerCase()
  if (!/^[0-9a-f]{1,64}$/.test(wanted) || wanted.length < minTyped) {
    throw new Fault(
      'unknown-edit',
      `${JSON.stringify(prefix)} is not an edit id (${minTyped} to 64 hex digits)`,
      {
        hints: ['serac edit ls --all'],
      },
    )
  }
  if (state.known.has(wanted)) return wanted
  const found = [...state.known.values()].filter(({edit}) => edit.id.startsWith(wanted))
  const [first, second] = found
  if (first === undefined) {
    throw new Fault('unknown-edit', `no edit has an id that begins with ${wanted}`, {
      hints: ['serac edit ls --all'],
    })
  }
  if (second !== undefined) {
    const short = shortIds(state.known.keys())
    const list = found.slice(0, 10).map((known) => describe(known, short))
    const more = found.length > list.length ? `\n  and ${found.length - list.length} more` : ''
    throw new Fault(
      'ambiguous-edit',
      `${found.length} edits have an id that begins with ${wanted}:\n${list.join('\n')}${more}`,
      {hints: found.slice(0, 2).map(({edit}) => `serac edit show ${short(edit.id)}`)},
    )
  }
  return first.edit.id
}

/** Shortens each of `ids` to its shortest prefix of 7 digits or more that no other one shares; others are cut to 7. */
export function shortIds(ids: Iterable<EditId>): (id: EditId) => string {
  const sorted = [...ids].sort()
  const lengths = new Map(
    sorted.map((id, i) => [id, 1 + Math.max(shared(id, sorted[i - 1]), shared(id, sorted[i + 1]))]),
  )
  return (id) => id.slice(0, Math.max(minShown, lengths.get(id) ?? 0))
}

function shared(a: EditId, b: EditId | undefined): number {
  let n = 0
  while (b !== undefined && n < a.length && a[n] === b[n]) n++
  return n
}

function describe({edit, status}: Known, short: (id: EditId) => string): string {
  const text = editText(edit)
    .replace(/[\p{C}\s]+/gu, ' ')
    .slice(0, 50)
  return `  ${short(edit.id)}  ${status}  ${text}`
}
