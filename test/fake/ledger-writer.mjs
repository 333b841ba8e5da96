// A writer in a process of its own, on the compiled ledger:
//   add FILE NAME    adds edits for ever, in batches of 1 to 3, and prints `id seq` of each once it is acknowledged;
//                    each write to the ledger is split in two, with a pause between, so that a kill often tears it
//   fill FILE        adds edits until the ledger refuses, and prints why
//   die FILE NTH     adds two edits and kills itself at the NTH call that changes the disk
//   hold FILE MS     holds the lock for MS milliseconds after printing `held`
import * as fs from 'node:fs'
import process from 'node:process'

const [mode, file, arg = ''] = process.argv.slice(2)
const core = new URL('../../dist/core/ledger/', import.meta.url)
const {openFileLedger} = await import(new URL('file.js', core).href)
const fact = (text) => ({op: 'add', content: {kind: 'fact', statement: `Fact ${text}`}})

function disk(before) {
  return new Proxy(fs, {
    get(target, name) {
      const call = target[name]
      return typeof call === 'function' ? (...args) => before(name, args) ?? call(...args) : call
    },
  })
}

async function add() {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  const io = disk((name, args) => {
    if (name !== 'writeSync' || args[4] !== null) return undefined
    const [fd, bytes, offset, length] = args
    const half = fs.writeSync(fd, bytes, offset, Math.ceil(length / 2), null)
    Atomics.wait(pause, 0, 0, 2)
    return half
  })
  const ledger = openFileLedger(file, {io, lockTimeoutMs: 60_000})
  for (let n = 0; ; n++) {
    const batch = Array.from({length: 1 + (n % 3)}, (_, i) =>
      fact(`${arg} ${process.pid} ${n} ${i} ${'x'.repeat(n % 400)}`),
    )
    const {outcomes, head} = await ledger.append(batch)
    fs.writeSync(1, outcomes.map(({id}, i) => `${id} ${head.seq - outcomes.length + 1 + i}\n`).join(''))
  }
}

async function fill() {
  for (let n = 0; ; n++) {
    try {
      await openFileLedger(file).append([fact(`number ${n} ${'x'.repeat(200)}`)])
      console.log('ok')
    } catch (error) {
      console.log(error.code, error.message)
      return
    }
  }
}

async function die() {
  const changing = /^(?:write|fsync|fdatasync|ftruncate|rename)Sync$/
  let calls = 0
  const io = disk((name) => {
    if (changing.test(name) && ++calls === Number(arg)) {
      fs.writeSync(1, `${name}\n`)
      process.kill(process.pid, 'SIGKILL')
    }
  })
  await openFileLedger(file, {io}).append([fact('a'), fact('b')])
  fs.writeSync(1, 'acknowledged\n')
}

async function hold() {
  const {takeLock} = await import(new URL('lock.js', core).href)
  const lock = await takeLock(fs, file, 1000)
  fs.writeSync(1, 'held\n')
  setTimeout(() => lock.release(), Number(arg))
}

await {add, fill, die, hold}[mode]()
