import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {bin, place, type Place} from './serac.js'

/** Runs a line of shell on a pseudo terminal; `serac` is the program. Returns what the terminal was sent. */
async function onTerminal(
  {shell, dir}: Place,
  line: string,
  env: Record<string, string> = {},
): Promise<string> {
  writeFileSync(join(dir, 'line.sh'), `serac() { ${process.execPath} ${bin} "$@"; }\n${line}\n`)
  return (await shell('script -qec "bash line.sh" /dev/null', {env: {TERM: 'xterm', ...env}})).stdout
}

const red = '\u001B[31m'

test('errors have colour on a terminal only, and NO_COLOR, --no-color and TERM=dumb take it away', async () => {
  const here = place()
  expect(await onTerminal(here, 'serac edit show abcdef0')).toContain(`${red}error:`)
  expect(await onTerminal(here, 'serac edit show abcdef0', {NO_COLOR: '1'})).not.toContain('\u001B')
  expect(await onTerminal(here, 'serac edit show abcdef0', {TERM: 'dumb'})).not.toContain('\u001B')
  expect(await onTerminal(here, 'serac edit show abcdef0 --no-color')).not.toContain('\u001B')
  expect((await here.run(['edit', 'show', 'abcdef0'])).stderr).not.toContain('\u001B')
  expect((await here.run(['edit', 'show', 'abcdef0'], {env: {FORCE_COLOR: '1'}})).stderr).toContain(red)
})

test('each stream is asked on its own: a pipe on stdout leaves the colour of stderr', async () => {
  expect(await onTerminal(place(), 'serac edit show abcdef0 | cat')).toContain(`${red}error:`)
})

test('no control or bidi character of an edit reaches a terminal', async () => {
  const here = place()
  await here.run(['edit', 'add', 'a\u001B]0;title\u0007?', 'b\u009B2J\u202E\nc'])
  const shown = await onTerminal(
    here,
    'serac edit ls --no-color; serac edit show "$(serac edit ls | cut -f1)" --no-color; serac edit export',
  )
  // eslint-disable-next-line no-control-regex
  expect(shown.replaceAll('\r\n', '\n')).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202E]/)
  expect(shown).toContain(String.raw`a\x1b]0;title\x07?`)
  expect(shown).toContain(String.raw`b\x9b2J\u{202e}\nc`)
})

test('a command that needs a batch does not wait for a terminal', async () => {
  const shown = await onTerminal(place(), 'serac edit add; echo "rc $?"', {NO_COLOR: '1'})
  expect(shown).toContain('error: there is nothing to record')
  expect(shown).toContain('rc 2')
})

test('a table fits the terminal and has a head there', async () => {
  const here = place()
  await here.run(['edit', 'add', `${'long '.repeat(60)}?`, '日本'.repeat(60)])
  const shown = await onTerminal(here, 'stty cols 60; serac edit ls', {NO_COLOR: '1'})
  const lines = shown.trimEnd().split('\r\n')
  expect(lines[0]).toMatch(/^ID +KIND +STATUS +TAGS +EDIT$/)
  expect(lines).toHaveLength(2)
  expect(lines[1]?.length).toBeLessThanOrEqual(60)
  expect(lines[1]).toMatch(/…$/)
})
