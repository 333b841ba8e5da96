// Cost of the scope check and of a pipe of questions, in one process, with 1,000 edits in the ledger.
// node perf/warm.js [questions]
import {mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {open} from '../dist/core/index.js'
import {madeUp, median, outside, spread} from './material.js'

const total = Number(process.argv[2] ?? 1000)
const folder = mkdtempSync(join(tmpdir(), 'serac-perf-'))
const settings = {
  ledger: join(folder, 'ledger.jsonl'),
  models: join(import.meta.dirname, '..', 'models'),
  cache: join(folder, 'cache'),
}
const question = (text) => ({kind: 'question', text})

async function all(serac, texts, maxTokens) {
  const answers = []
  for await (const answer of serac.ask(texts.map(question), {maxTokens})) answers.push(answer)
  return answers
}

const serac = await open({...settings, editor: 'serac'})
const edits = Array.from({length: 1000}, (_, n) => madeUp(n))
await serac.ledger.append(
  edits.map(({question: q, answer}) => ({op: 'add', content: {kind: 'answer', question: q, answer}})),
)

const started = performance.now()
await all(serac, [edits[0].reworded, outside[0]], 2)
console.log(`first two questions, with 1,000 edits to encode: ${Math.round(performance.now() - started)} ms`)

// A pipe: half in scope, half out, at most 8 tokens.
const pipe = Array.from({length: total}, (_, i) =>
  i % 2 === 0 ? edits[i % 1000].reworded : outside[(i >> 1) % outside.length],
)
const begin = performance.now()
const answers = await all(serac, pipe, 8)
const seconds = (performance.now() - begin) / 1000
const hits = answers.filter(({source}) => source === 'edit').length
console.log(`${total} questions, ${hits} in scope: ${(total / seconds).toFixed(1)} answers a second`)
console.log(`in scope ${spread(answers.filter(({source}) => source === 'edit').map(({ms}) => ms))}`)
console.log(
  `resident memory: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB; median ${Math.round(median(answers.map(({ms}) => ms)))} ms`,
)
const base = await open({...settings, editor: 'none'})
// Scope check on questions out of scope: the edited model and the base, turn by turn.
const withScope = []
const alone = []
await all(base, outside, 16)
for (let i = 0; i < 5; i++) {
  withScope.push(...(await all(serac, outside, 16)).filter(({source}) => source === 'base').map(({ms}) => ms))
  alone.push(...(await all(base, outside, 16)).map(({ms}) => ms))
}
console.log(`base alone, 16 tokens:        ${spread(alone)}`)
console.log(`out of scope, 16 tokens:      ${spread(withScope)}`)
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
console.log(`the scope check adds on average ${((mean(withScope) / mean(alone) - 1) * 100).toFixed(1)} %`)
const near = edits.slice(0, 40).map(({question: q}) => q.replace(/of .*\?/, 'of Atlantis?'))
const worst = (await all(serac, near, 16)).filter(({source}) => source === 'base').map(({ms}) => ms)
if (worst.length > 0) console.log(`worst case, close to many edits: ${spread(worst)} (n = ${worst.length})`)

await serac.close()
await base.close()
