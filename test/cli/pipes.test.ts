import {once} from 'node:events'
import {dirname, join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import {bin, json, place, type Place} from './serac.js'

const interrupt = join(dirname(bin), '../dist/cli/interrupt.js')
const lockLibrary = join(dirname(bin), '../node_modules/fs-native-extensions')

/** A ledger whose listing does not fit in a pipe. */
async function withManyEdits(): Promise<Place> {
  const here = place()
  const stdin = Array.from({length: 3000}, (_, i) => `{"fact":"${'long '.repeat(80)} ${i}"}\n`)
  await here.run(['edit', 'add'], {stdin: stdin.join('')})
  return here
}

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
    const {shell} = await withManyEdits()
    const {stdout, stderr} = await shell('serac edit ls --jsonl | head -1 | cut -c1-7; echo ${PIPESTATUS[0]}')
    expect([stdout, stderr]).toEqual(['{"kind"\n141\n', ''])
  })

  test('that is read slowly gets all of it before the program ends', async () => {
    const {run, shell} = await withManyEdits()
    const slow = '| { sleep 1; cat; }'
    const listed = await shell(`serac edit ls --json ${slow}`)
    expect(json(listed)).toMatchObject({seq: 3000, edits: {length: 3000}})
    const exported = await shell(`serac edit export ${slow}`)
    expect(exported.stdout).toBe((await run(['edit', 'export'])).stdout)
    expect(exported.stdout.split('\n')).toHaveLength(3001)
    const long = 'x'.repeat(100_000)
    const failed = await shell(`serac edit show ${long} --json ${slow}; echo "rc \${PIPESTATUS[0]}"`)
    expect(failed.stdout).toMatch(/^\{[^]*\}\nrc 2\n$/)
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

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s stops a command whose output nobody reads', async (signal, exit) => {
    const {run} = await withManyEdits()
    for (const args of [
      ['edit', 'ls', '--jsonl'],
      ['edit', 'export'],
    ]) {
      const ran = await run(args, {
        during: async (child) => {
          child.stdout?.pause()
          await sleep(2500)
          expect(child.exitCode).toBeNull()
          child.kill(signal)
          await once(child, 'exit')
          child.stdout?.resume()
        },
      })
      expect([ran.code, ran.stderr]).toEqual([exit, 'error: interrupted; what was done is kept\n'])
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
