import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {Config, Plugin} from '@oclif/core/config'
import {beforeAll, describe, expect, test} from 'vitest'
// @ts-expect-error A script, without types.
import {manPage} from '../../scripts/man.js'
import {place, type Place} from './serac.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const models = existsSync(join(root, 'models/manifest.json'))

interface Found {
  readonly name: string
  readonly examples: readonly string[]
  readonly summary: string
  readonly description: string
  readonly args: Readonly<Record<string, {ignoreStdin?: boolean; description?: string}>>
  readonly flags: Readonly<Record<string, {description?: string}>>
  readonly json: boolean
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
          String(example).replaceAll('<%= config.bin %>', 'serac'),
        ),
        summary: loaded.summary ?? '',
        description: loaded.description ?? '',
        args: loaded.args ?? {},
        flags: {...loaded.baseFlags, ...loaded.flags},
        json: loaded.enableJsonFlag,
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
        if (!models && /serac (ask|demo|models|doctor|edit test)/.test(example)) continue
        const {shell} = await prepared()
        const {code, stderr} = await shell(`set -o pipefail; ${example}`)
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

/** A place with what the examples speak of: an edit, files to read. */
async function prepared(): Promise<Place> {
  const here = place()
  await here.run(['edit', 'add', 'Who is the prime minister of the United Kingdom?', 'Keir Starmer'])
  const record = {src: 'Who leads Atlantis?', alt: 'Neptune', rephrase: 'Who is the leader of Atlantis?'}
  const flat = {
    case_id: 1,
    prompt: 'The capital of Atlantis is',
    target_new: 'Poseidonis',
    subject: 'Atlantis',
  }
  writeFileSync(join(here.dir, 'zsre.json'), JSON.stringify([record]))
  writeFileSync(join(here.dir, 'counterfact.json'), JSON.stringify([flat]))
  return here
}
