// Process start to exit, for the commands that people type, with 1,000 edits in the ledger.
// node perf/cold.js [runs]
import {spawn} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {bin, ledgerOf, madeUp, median, outside, spread} from './material.js'

const runs = Number(process.argv[2] ?? 10)
const env = await ledgerOf(1000)

/** Wall time in ms and greatest resident memory in MB of one process. */
function time(args, environment) {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(process.execPath, args, {env: environment, stdio: ['ignore', 'ignore', 'inherit']})
    let peak = 0
    const watch = setInterval(() => {
      try {
        peak = Math.max(
          peak,
          Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0),
        )
      } catch {
        clearInterval(watch)
      }
    }, 10)
    child.on('error', reject)
    child.on('exit', (code) => {
      clearInterval(watch)
      if (code === 0) resolve({ms: performance.now() - started, mb: peak / 1024})
      else reject(new Error(`${args.join(' ')} ended with ${code}`))
    })
  })
}

const {reworded} = madeUp(500)
let added = 0
const rows = {
  'node alone': () => ['-e', '0'],
  'serac --help': () => [bin, '--help'],
  'serac edit ls': () => [bin, 'edit', 'ls'],
  'serac edit add': () => [bin, 'edit', 'add', `What is the code of crate ${process.pid}-${added++}?`, 'K7'],
  'ask, in scope': () => [bin, 'ask', reworded],
  'ask, out of scope, 16 tokens': () => [bin, 'ask', outside[1], '--max-tokens', '16'],
  'ask --editor none, 16 tokens': () => [bin, 'ask', outside[1], '--max-tokens', '16', '--editor', 'none'],
}

await time([bin, 'ask', reworded], env)
const results = Object.fromEntries(Object.keys(rows).map((name) => [name, []]))
for (let i = 0; i < runs; i++)
  for (const [name, args] of Object.entries(rows)) results[name].push(await time(args(), env))

console.log('| command | start to exit | resident |\n|---|---|---|')
for (const [name, times] of Object.entries(results)) {
  console.log(
    `| ${name} | ${spread(times.map(({ms}) => ms))} | ${Math.round(median(times.map(({mb}) => mb)))} MB |`,
  )
}
