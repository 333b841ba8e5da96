import {spawnSync} from 'node:child_process'
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, onTestFinished, test} from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

/** What the linter says, by our rules, of files planted at these paths: messages by path. */
function lint(files: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  const dir = mkdtempSync(join(tmpdir(), 'serac-doors-'))
  onTestFinished(() => rmSync(dir, {recursive: true, force: true}))
  cpSync(join(root, '.oxlintrc.json'), join(dir, '.oxlintrc.json'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), {recursive: true})
    writeFileSync(join(dir, path), text)
  }
  const oxlint = join(root, 'node_modules/.bin/oxlint')
  const {stdout} = spawnSync(oxlint, ['--format', 'json', 'src'], {cwd: dir, encoding: 'utf8'})
  const {diagnostics} = JSON.parse(stdout) as {diagnostics: {filename: string; message: string}[]}
  const said = (path: string) =>
    diagnostics.filter(({filename}) => filename === path).map(({message}) => message)
  return Object.fromEntries(Object.keys(files).map((path) => [path, said(path)]))
}

const uses = (from: string): string => `import * as it from '${from}'\nexport const used = it\n`
const later = (from: string): string => `export const used = (): Promise<unknown> => import('${from}')\n`

/** Where each library may be imported; everywhere else is a planted violation. */
const homes: [string, string][] = [
  ['onnxruntime-node', 'src/core/model/runtime.ts'],
  ['@xenova/transformers', 'src/core/model/hub.ts'],
  ['@huggingface/tokenizers', 'src/core/model/tokenizer.ts'],
  ['lowdb', 'src/core/ledger/file.ts'],
  ['postgres', 'src/core/ledger/postgres.ts'],
  ['chalk', 'src/cli/style.ts'],
  ['ora', 'src/cli/progress.ts'],
]

test.each([
  ['import', uses],
  ['import()', later],
])('each library may be imported in its one file and nowhere else, by %s', (_, way) => {
  const others = ['src/core/open.ts', 'src/commands/ask.ts', 'src/hooks/init.ts', 'src/core/editor/lookup.ts']
  const paths = [...homes.map(([, home]) => home), ...others]
  const all = homes.map(([library], i) => way(library).replaceAll(/\b(it|used)\b/g, `$1${i}`)).join('')
  const found = lint(Object.fromEntries(paths.map((path) => [path, all])))
  const refused = paths.map((path) => [
    path,
    homes
      .map(([library]) => library)
      .filter((library) => found[path]?.some((message) => message.includes(`'${library}'`))),
  ])
  expect(refused).toEqual(
    paths.map((path) => [path, homes.filter(([, home]) => home !== path).map(([library]) => library)]),
  )
})

test.each([
  ['the core imports the terminal side', 'src/core/scope/embed.ts', uses('../../cli/render.js')],
  ['the core imports a command', 'src/core/open.ts', uses('../commands/ask.js')],
  ['the core imports oclif', 'src/core/open.ts', later('@oclif/core/flags')],
  ['the core reads the process', 'src/core/open.ts', 'export const used = process.argv\n'],
  ['the core reads the environment', 'src/core/open.ts', "export {env} from 'node:process'\n"],
  ['the core prints', 'src/core/open.ts', "console.log('x')\n"],
  ['a pure room reads a disk', 'src/core/editor/lookup.ts', uses('node:fs')],
  ['a format reads a disk', 'src/core/format/zsre.ts', uses('node:fs/promises')],
  ['the fold reads a disk', 'src/core/ledger/state.ts', uses('node:fs')],
  ['a command names an adapter', 'src/commands/ask.ts', later('../core/model/runtime.js')],
  ['a command names the ledger file', 'src/commands/edit/ls.ts', uses('../../core/ledger/file.js')],
  ['an adapter imports another', 'src/core/model/hub.ts', uses('./runtime.js')],
  ['a command prints past its base', 'src/commands/ask.ts', "console.log('x')\n"],
  ['a module imports the index of oclif', 'src/cli/base-command.ts', uses('@oclif/core')],
])('the linter sees when %s', (_, path, text) => {
  expect(lint({[path]: text})[path]).not.toEqual([])
})

test('what goes through its own door passes', () => {
  const files = {
    'src/commands/ask.ts': uses('../core/open.js'),
    'src/core/open.ts': later('./ledger/file.js'),
    'src/core/ledger/lock.ts': "export {pid} from 'node:process'\n",
  }
  expect(Object.values(lint(files)).flat()).toEqual([])
})
