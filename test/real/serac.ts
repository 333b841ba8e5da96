import {mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Content, Query} from '../../src/core/edit.js'
import {open, type AskOptions, type Explained, type Serac, type Settings} from '../../src/core/open.js'

const root = join(import.meta.dirname, '../..')
/** Shared by all tests of a run: each model file is hashed once and each edit encoded once. */
const cache = mkdtempSync(join(tmpdir(), 'serac-cache-'))

/** The shipped models over an empty ledger of its own. */
export function openShipped(settings: Partial<Settings> = {}): Promise<Serac> {
  return open({
    ledger: join(mkdtempSync(join(tmpdir(), 'serac-real-')), 'ledger.jsonl'),
    models: join(root, 'models'),
    cache,
    scope: 'cascade',
    threshold: null,
    editor: 'serac',
    base: null,
    ...settings,
  })
}

export const question = (text: string): Query => ({kind: 'question', text})
export const claim = (text: string): Query => ({kind: 'claim', text})
export const answerOf = (q: string, answer: string): Content => ({kind: 'answer', question: q, answer})

export async function add(serac: Serac, ...contents: Content[]): Promise<void> {
  await serac.ledger.append(contents.map((content) => ({op: 'add', content})))
}

export async function ask(serac: Serac, queries: Query[], options: AskOptions = {}): Promise<Explained[]> {
  const answers = []
  for await (const answer of serac.ask(queries, {maxTokens: 12, ...options})) answers.push(answer)
  return answers
}

/** What must not change with the rest of the batch: everything but the time it took. */
export function timeless({ms: _, ...rest}: Explained): Omit<Explained, 'ms'> {
  return rest
}
