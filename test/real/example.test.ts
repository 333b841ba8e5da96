import {execFile} from 'node:child_process'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {expect, it} from 'vitest'

const root = join(import.meta.dirname, '../..')

it('shows in the README the example that runs, and the example does what it says', async () => {
  const file = join(root, 'examples/library.js')
  expect(await readFile(join(root, 'README.md'), 'utf8')).toContain(
    `\`\`\`js\n${await readFile(file, 'utf8')}\`\`\``,
  )
  const {stdout} = await promisify(execFile)(process.execPath, [file], {cwd: root})
  expect(stdout).toBe('Ada Brenn edit true\n')
})
