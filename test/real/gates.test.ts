import {createHash} from 'node:crypto'
import {cp, link, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {ErrorKind, Report, Run} from '../../src/core/bench/report/report.js'
import {json, place} from '../cli/serac.js'

const shipped = join(import.meta.dirname, '../../models')
const problems = join(import.meta.dirname, '../fixtures/bench')
const gates = ['--min-es', '0.8', '--max-dd', '0.2']
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serac-gates-'))
})
afterAll(() => rm(folder, {recursive: true, force: true}))

interface Manifest {
  readonly models: readonly {readonly files: {readonly path: string; sha256: string}[]}[]
}

/**
 * The shipped models with one file changed: a folder of links, and a manifest that takes the file for the right one, so
 * that it loads.
 */
async function damaged(name: string, file: string, damage: (bytes: Buffer) => Buffer): Promise<string> {
  const to = join(folder, name)
  const manifest = JSON.parse(await readFile(join(shipped, 'manifest.json'), 'utf8')) as Manifest
  await cp(shipped, to, {recursive: true, filter: (path) => !/\.(data|onnx)$/.test(path)})
  const paths = new Set(manifest.models.flatMap(({files}) => files.map(({path}) => path)))
  for (const path of paths) {
    if (path === file || !/\.(data|onnx)$/.test(path)) continue
    await link(join(shipped, path), join(to, path)).catch(() => cp(join(shipped, path), join(to, path)))
  }
  const bytes = damage(await readFile(join(shipped, file)))
  await writeFile(join(to, file), bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  for (const known of manifest.models.flatMap(({files}) => files))
    if (known.path === file) known.sha256 = sha256
  await writeFile(join(to, 'manifest.json'), JSON.stringify(manifest))
  return to
}

const zeroed = (bytes: Buffer): Buffer => Buffer.alloc(bytes.length)

/** Its last number, the classifier's bias, so low that nothing ever hits. */
function deaf(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  changed.writeFloatLE(-40, bytes.length - 4)
  return changed
}

/** Its numbers in another order: each layer gets a mixture of all. */
function mixed(bytes: Buffer): Buffer {
  const words = new Uint32Array(Uint8Array.from(bytes).buffer)
  const {length} = words
  for (let i = 0, j = 0; i < length; i++) {
    j = (j * 69069 + 12345) % length
    const [a = 0, b = 0] = [words[i], words[j]]
    words[i] = b
    words[j] = a
  }
  return Buffer.from(words.buffer)
}

async function bench(flags: readonly string[], models = shipped): Promise<[number | string, Report]> {
  const args = ['bench', 'qa', '--edits', '12', '--max-tokens', '4', ...gates, ...flags, '--json']
  const env = {SERAC_PROBLEMS: problems, SERAC_MODELS: models, SERAC_CACHE_DIR: join(folder, 'cache')}
  const ran = await place().run(args, {env})
  expect(ran.stderr).toBe('')
  return [ran.code, json(ran) as Report]
}

/** The kind of error that there is most of, with all counts. */
function culprit({errors, outcomes}: Run): ErrorKind {
  const counts = Object.entries(errors) as [ErrorKind, number][]
  expect(counts.reduce((sum, [, n]) => sum + n, 0)).toBe(outcomes.filter(({error}) => error !== null).length)
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most))[0]
}

/** It ends with 5 because these gates fail, and most of what went wrong is of one kind. */
async function fails(
  failing: readonly string[],
  kind: ErrorKind,
  ...args: Parameters<typeof bench>
): Promise<Run> {
  const [code, report] = await bench(...args)
  const failed = report.gates.filter(({passed}) => !passed).map(({metric}) => metric)
  const [run] = report.runs
  expect([code, failed, run && culprit(run)]).toEqual([5, failing, kind])
  return run!
}

test('the models that ship meet the gates, with each scope', async () => {
  const [code, report] = await bench(['--scope', 'cascade,embed'])
  expect(code).toBe(0)
  expect(report.gates.map(({passed}) => passed)).toEqual([true, true, true, true])
  expect(report.checks.filter(({passed}) => !passed)).toEqual([])
}, 120_000)

describe('a broken scope model fails a gate, and the errors are those of the scope', () => {
  test('a cross classifier of zeros, which says the same of everything', async () => {
    const models = await damaged('cross-zero', 'minilm/cross.data', zeroed)
    const run = await fails(['ES'], 'scope-miss', ['--scope', 'cross'], models)
    expect(run.errors['counterfactual-wrong']).toBe(0)
  }, 120_000)

  test('a cross classifier that never hits', async () => {
    const models = await damaged('cross-deaf', 'minilm/cross.data', deaf)
    const run = await fails(['ES'], 'scope-miss', [], models)
    expect(run.errors).toMatchObject({'scope-miss': 24, 'wrong-edit': 0, 'counterfactual-wrong': 0})
  }, 120_000)

  test('an encoder of zeros', async () => {
    const models = await damaged('embed-zero', 'minilm/embed.data', zeroed)
    const [code, {runs}] = await bench(['--scope', 'embed', '--per-edit', '1'], models)
    expect(code).toBe(5)
    expect(['scope-miss', 'false-hit']).toContain(culprit(runs[0]!))
    expect(runs[0]!.errors['counterfactual-wrong']).toBe(0)
  }, 120_000)
})

describe('a broken counterfactual model fails the gate on ES, and the errors are its own', () => {
  test.each([
    ['an adapter of zeros, which leaves the base itself', zeroed],
    ['an adapter whose numbers are mixed up', mixed],
  ])(
    '%s',
    async (name, damage) => {
      const models = await damaged(name.slice(0, 20), 'smollm2/adapter.data', damage)
      const run = await fails(['ES'], 'counterfactual-wrong', [], models)
      expect(run.errors).toMatchObject({'scope-miss': 0, 'wrong-edit': 0})
      expect(run.components.find(({split}) => split === 'in (easy)')).toMatchObject({scope: {value: 1}})
    },
    120_000,
  )
})

describe('a wrong threshold fails a gate', () => {
  test('one that nothing reaches misses what is in scope', async () => {
    const run = await fails(['ES'], 'scope-miss', ['--threshold', '0.9999'])
    expect(run.errors['false-hit']).toBe(0)
  }, 120_000)

  test('one of 0 answers everything from an edit', async () => {
    const run = await fails(['DD'], 'false-hit', ['--threshold', '0', '--per-edit', '1'])
    expect(run.errors['scope-miss']).toBe(0)
  }, 120_000)
})
