import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {resolveSettings, type Sources} from '../../src/cli/settings.js'

function sources(change: Partial<Sources> = {}): Sources & {readonly dir: string} {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'serac-settings-')))
  onTestFinished(() => rmSync(dir, {recursive: true}))
  for (const name of ['project/below', 'data', 'config']) mkdirSync(join(dir, name), {recursive: true})
  return {
    dir,
    flags: {},
    env: {},
    cwd: join(dir, 'project/below'),
    dataDir: join(dir, 'data'),
    configDir: join(dir, 'config'),
    cacheDir: join(dir, 'cache'),
    modelsDir: join(dir, 'models'),
    problemsDir: join(dir, 'data-of-serac'),
    ...change,
  }
}

function write(file: string, values: unknown): void {
  writeFileSync(file, JSON.stringify(values))
}

describe('settings', () => {
  test('have defaults, and each says where it comes from', () => {
    const given = sources()
    const {settings, origin} = resolveSettings(given)
    expect(settings).toEqual({
      ledger: join(given.dataDir, 'ledger.jsonl'),
      models: given.modelsDir,
      problems: given.problemsDir,
      cache: given.cacheDir,
      base: null,
      calibration: join(given.dataDir, 'calibration.json'),
      scope: 'cascade',
      threshold: null,
      maxTokens: 64,
      editor: 'serac',
    })
    expect(Object.keys(origin)).toEqual(Object.keys(settings))
    expect(Object.values(origin).every((from) => from.startsWith('default'))).toBe(true)
  })

  test('go by flag, then variable, project file, user file', () => {
    const given = sources()
    const user = join(given.configDir, 'config.json')
    const project = join(given.dir, 'project/serac.config.json')
    const scope = (more: Partial<Sources> = {}) => {
      const {settings, origin} = resolveSettings({...given, ...more})
      return [settings.scope, origin.scope]
    }
    write(user, {scope: 'embed', threshold: 0.25})
    expect(scope()).toEqual(['embed', `${user}: scope`])
    write(project, {scope: 'cross'})
    expect(scope()).toEqual(['cross', `${project}: scope`])
    expect(scope({env: {SERAC_SCOPE: 'embed'}})).toEqual(['embed', 'SERAC_SCOPE'])
    expect(scope({env: {SERAC_SCOPE: 'embed'}, flags: {scope: 'cascade'}})).toEqual(['cascade', '--scope'])
    expect(scope({env: {SERAC_SCOPE: ''}})).toEqual(['cross', `${project}: scope`])
    expect(resolveSettings(given).settings.threshold).toBe(0.25)
  })

  test('take relative paths from where they are written', () => {
    const given = sources()
    write(join(given.dir, 'project/serac.config.json'), {ledger: 'here.jsonl'})
    expect(resolveSettings(given).settings.ledger).toBe(join(given.dir, 'project/here.jsonl'))
    const flags = {ledger: 'here.jsonl'}
    expect(resolveSettings({...given, flags}).settings.ledger).toBe(join(given.cwd, 'here.jsonl'))
  })

  test('find the ledger of the nearest project; a file of that name is none', () => {
    const given = sources()
    writeFileSync(join(given.cwd, '.serac'), '')
    mkdirSync(join(given.dir, 'project/.serac'))
    expect(resolveSettings(given).settings.ledger).toBe(join(given.dir, 'project/.serac/ledger.jsonl'))
  })

  test('move as a whole with SERAC_DATA_DIR', () => {
    const given = sources({env: {SERAC_DATA_DIR: 'given by oclif as dataDir'}})
    write(join(given.configDir, 'config.json'), {scope: 'embed'})
    write(join(given.dataDir, 'config.json'), {scope: 'cross'})
    const {settings} = resolveSettings(given)
    expect([settings.scope, settings.cache]).toEqual(['cross', join(given.dataDir, 'cache')])
  })

  test.each([
    [{flags: {threshold: '1.5'}}, '--threshold is "1.5", but must be a number from 0 to 1'],
    [{flags: {threshold: ' '}}, '--threshold is " ", but must be'],
    [{flags: {maxTokens: '2.5'}}, '--max-tokens is "2.5", but must be a whole number from 1 to 4096'],
    [{flags: {scope: 'all'}}, '--scope is "all", but must be one of embed, cross, cascade'],
    [{flags: {ledger: ''}}, '--ledger is "", but must be a path'],
    [{env: {SERAC_MAX_TOKENS: 'many'}}, 'SERAC_MAX_TOKENS is "many", but must be'],
  ])('refuse %j', (change, message) => {
    expect(() => resolveSettings(sources(change))).toThrow(message)
  })
})
