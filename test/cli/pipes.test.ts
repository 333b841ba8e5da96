import {dirname, join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import {bin, json, place} from './serac.js'

const interrupt = join(dirname(bin), '../dist/cli/interrupt.js')
const lockLibrary = join(dirname(bin), '../node_modules/fs-native-extensions')

describe('stdin', () => {
  test('loses nothing when it is slow, comes in pieces and lacks the last line end', async () => {
    const {run} = place()
    const ran = await run(['edit', 'add'], {
      during: async ({stdin}) => {
        for (const piece of ['{"fact":"fir', 'st"}\n{"fa', 'ct":"second"}\r', '\n{"fact":"third"}']) {
          await sleep(700)
          stdin?.write(piece)
        }
        stdin?.end()
      },
    })
    expect(ran.code).toBe(0)
    expect(json(await run(['edit', 'ls', '--json']))).toMatchObject({
      edits: [{statement: 'first'}, {statement: 'second'}, {statement: 'third'}],
    })
  })

  test('is left alone by a command that has its arguments: a loop keeps its own', async () => {
    const {shell} = place()
    const loop =
      'while read -r name; do serac edit add "Who is $name?" "nobody" --quiet >/dev/null; done; serac edit ls'
    const {stdout} = await shell(loop, {stdin: 'Ann\nBob\nCid\n'})
    expect(stdout.match(/Who is (Ann|Bob|Cid)\?/g)).toEqual(['Who is Ann?', 'Who is Bob?', 'Who is Cid?'])
  })
})

describe('stdout', () => {
  test('that is closed ends the work with 141, quietly', async () => {
    const {run, shell} = place()
    const stdin = Array.from({length: 3000}, (_, i) => `{"fact":"a fact with the number ${i}"}\n`).join('')
    await run(['edit', 'add'], {stdin})
    const {stdout, stderr} = await shell('serac edit ls --jsonl | head -1 | cut -c1-7; echo ${PIPESTATUS[0]}')
    expect([stdout, stderr]).toEqual(['{"kind"\n141\n', ''])
  })

  test('that is full is an error that says so', async () => {
    const {shell} = place()
    const {stderr, stdout} = await shell('serac edit ls --json > /dev/full; echo $?')
    expect(stdout).toBe('1\n')
    expect(stderr).toMatch(/^error: cannot write to stdout: .*ENOSPC.*\n$/)
  })
})

describe('signals', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s stops a command that waits for stdin, and says so', async (signal, exit) => {
    for (const flags of [[], ['--json']]) {
      const ran = await place().run(['edit', 'add', ...flags], {
        during: async (child) => {
          child.stdin?.write('{"fact":"a"}\n')
          await sleep(1500)
          child.kill(signal)
        },
      })
      expect(ran.code).toBe(exit)
      if (flags.length === 0) expect(ran.stderr).toBe('error: interrupted; what was done is kept\n')
      else expect(json(ran)).toMatchObject({error: {code: 'interrupted', exit}})
    }
  })

  test('SIGINT stops a command that waits for the lock of another one; nothing is recorded', async () => {
    const {run, shell, dir} = place()
    await run(['edit', 'add', 'a?', 'b'])
    const holder = `const fd = require("fs").openSync("data/ledger.jsonl.lock", "r+")
      console.log(require(${JSON.stringify(lockLibrary)}).tryLock(fd)); setTimeout(() => undefined, 60000)`
    const line = `${process.execPath} -e '${holder}' > held & until [ -s held ]; do sleep 0.05; done
      ${process.execPath} ${bin} edit add c? d & sleep 2; kill -INT $!; wait $!; echo $?; kill %1`
    const started = performance.now()
    const {stdout, stderr} = await shell(`set -m; cd ${dir}; ${line}`)
    expect([stdout, stderr]).toEqual(['130\n', expect.stringContaining('interrupted')])
    expect(performance.now() - started).toBeLessThan(9000)
    expect((await run(['edit', 'ls'])).stdout).not.toContain('c?')
  })

  test('a second Ctrl-C ends a command that does not listen to the first', async () => {
    const {shell} = place()
    const program = `import(${JSON.stringify(interrupt)}).then(({listenForSignals}) => {
      listenForSignals().signal.addEventListener('abort', () => console.log('aborted'))
      setInterval(() => undefined, 1000)
      process.kill(process.pid, 'SIGINT')
      setTimeout(() => process.kill(process.pid, 'SIGINT'), 300)
    })`
    const {code, stdout} = await shell(`exec ${process.execPath} -e '${program.replaceAll("'", '"')}'`)
    expect([code, stdout]).toEqual(['SIGINT', 'aborted\n'])
  })
})
