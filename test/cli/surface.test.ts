import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {Config, Plugin} from '@oclif/core/config'
import {beforeAll, describe, expect, test} from 'vitest'
// @ts-expect-error A script, without types.
import {manPage} from '../../scripts/man.js'
import {smallProblems} from '../fake/problems.js'
import {place, type Place} from './serac.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const manifest = join(root, 'models/manifest.json')
/** Whether all models are there: while they are being trained, what needs them cannot be tried. */
const complete = existsSync(manifest) && /"scope-cross"/.test(readFileSync(manifest, 'utf8'))

interface Found {
  readonly name: string
  readonly examples: readonly string[]
  readonly summary: string
  readonly description: string
  readonly args: Readonly<Record<string, {ignoreStdin?: boolean; description?: string}>>
  readonly flags: Readonly<Record<string, {description?: string}>>
  readonly json: boolean
  readonly strict: boolean
}

let commands: readonly Found[] = []

beforeAll(async () => {
  const config = await Config.load(root)
  const own = config.commands.filter(({pluginName}) => pluginName === config.name)
  commands = await Promise.all(
    own.map(async (command) => {
      const loaded = await command.load()
      return {
        name: command.id.replaceAll(':', ' '),
        examples: (loaded.examples ?? []).map((example) =>
          (typeof example === 'string' ? example : example.command).replaceAll('<%= config.bin %>', 'serac'),
        ),
        summary: loaded.summary ?? '',
        description: loaded.description ?? '',
        args: loaded.args ?? {},
        flags: {...loaded.baseFlags, ...loaded.flags},
        json: loaded.enableJsonFlag,
        strict: loaded.strict,
      }
    }),
  )
})

describe('every command', () => {
  test('leaves stdin alone: each argument says so, for oclif would eat the input of a loop', () => {
    const greedy = commands.flatMap(({name, args}) =>
      Object.entries(args).flatMap(([arg, {ignoreStdin}]) =>
        ignoreStdin === true ? [] : [`${name} ${arg}`],
      ),
    )
    expect(commands.length).toBeGreaterThan(9)
    expect(greedy).toEqual([])
  })

  test('is strict: of one that is not, oclif sorts the arguments, and a repeated one changes its place', () => {
    expect(commands.filter(({strict}) => !strict)).toEqual([])
  })

  test('has --json, a summary, a description, examples, and words for each argument and flag', () => {
    for (const {name, summary, description, examples, args, flags, json} of commands) {
      expect([name, json, summary !== '', description !== '', examples.length > 0]).toEqual([
        name,
        true,
        true,
        true,
        true,
      ])
      for (const [what, one] of Object.entries({...args, ...flags})) {
        expect([name, what, one.description?.endsWith('.')]).toEqual([name, what, true])
      }
    }
  })

  test('has examples that work', async () => {
    const failed = []
    for (const {examples} of commands) {
      for (const example of examples) {
        if (!complete && /serac (ask|demo|models|doctor|edit test)/.test(example)) continue
        const {shell, problems} = await prepared()
        const env = {SERAC_PROBLEMS: problems}
        const {code, stderr} = await shell(`set -o pipefail; ${example}`, {env})
        if (code !== 0) failed.push({example, code, stderr})
      }
    }
    expect(failed).toEqual([])
  }, 300_000)
})

describe('what is generated', () => {
  test('oclif.manifest.json is not stale: npm run manifest', async () => {
    const plugin = new Plugin({
      root,
      type: 'core',
      ignoreManifest: true,
      respectNoCacheDefault: true,
      errorOnManifestCreate: true,
    })
    await plugin.load()
    const fresh = JSON.parse(JSON.stringify(plugin.manifest))
    expect(JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'))).toEqual(fresh)
  })

  test('man/serac.1 is not stale: npm run manifest', () => {
    const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))
    const page = manPage(read('oclif.manifest.json'), read('package.json'))
    expect(readFileSync(join(root, 'man/serac.1'), 'utf8')).toBe(page)
  })
})

describe('help', () => {
  test('is shown at every level by -h, --help and no command, on stdout, with 0', async () => {
    const {run} = place()
    for (const args of [
      [],
      ['-h'],
      ['--help'],
      ['help'],
      ['edit'],
      ['edit', '-h'],
      ['edit', 'add', '-h'],
      ['help', 'edit', 'add'],
    ]) {
      const {code, stdout, stderr} = await run(args)
      expect([args, code, stderr]).toEqual([args, 0, ''])
      expect(stdout).toContain('USAGE')
    }
  })

  test('tells the exit codes, and -v the version', async () => {
    const {run} = place()
    expect((await run(['--help'])).stdout).toMatch(/Exit codes: 0 done/)
    expect((await run(['-v'])).stdout).toMatch(/^serac\/\d+\.\d+\.\d+ /)
  })
})

test('bash completes commands and flags', async () => {
  const {shell} = place()
  const setup =
    'export SERAC_CACHE_DIR=$PWD/cache; serac autocomplete bash >/dev/null 2>&1; . cache/autocomplete/functions/bash/serac.bash'
  const complete = (...words: string[]) =>
    `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _serac_autocomplete; echo "\${COMPREPLY[@]}"`
  const {stdout} = await shell(
    [setup, complete('serac', 'edit', 're'), complete('serac', 'edit', 'ls', '--')].join('\n'),
  )
  const [commands, flags] = stdout.split('\n')
  expect(commands).toBe('restore')
  expect(flags?.split(' ')).toEqual(expect.arrayContaining(['--json', '--ledger', '--kind', '--tag']))
})

/** A place with what the examples speak of: an edit with test questions, files to read, small problems. */
async function prepared(): Promise<Place & {problems: string}> {
  const here = place()
  const edit = ['edit', 'add', 'Who is the prime minister of the United Kingdom?', 'Keir Starmer']
  await here.run([...edit, '--in', 'Who is the UK PM?', '--out', 'Who is the president of France?'])
  const record = {
    src: 'Who leads Atlantis?',
    alt: 'Neptune',
    rephrase: 'Who is the leader of Atlantis?',
    loc: 'Who sings?',
  }
  const flat = {
    case_id: 1,
    prompt: 'The capital of Atlantis is',
    target_new: 'Poseidonis',
    subject: 'Atlantis',
  }
  writeFileSync(join(here.dir, 'zsre.json'), JSON.stringify([record]))
  writeFileSync(join(here.dir, 'counterfact.json'), JSON.stringify([flat]))
  return {...here, problems: smallProblems(join(here.dir, 'problems'), 2)}
}
