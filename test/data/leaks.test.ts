import {existsSync, readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {read, records, script, text} from './problems.js'

interface Relation {
  readonly name: string
  readonly type: string
  readonly noun: string
  readonly edit: readonly string[]
  readonly ask: readonly string[]
  readonly open: readonly string[]
  readonly claim: readonly string[]
  readonly denial: readonly string[]
  readonly implied: readonly string[]
}

const {held, normal} = await script<{held(subject: string): boolean; normal(text: string): string}>('held.js')
const {subjects} = await script<{subjects(): Map<string, string[]>}>('source/read.js')
const {stock} = await script<{stock(part: string): {relations: Relation[]; subjects: Map<string, string[]>}}>(
  'edits.js',
)

const evaluation = stock('evaluation')
const development = stock('development')

/** Wordings as training and evaluation are compared: masked, lower case, no marks. */
const plain = (wording: string) =>
  normal(wording.replaceAll('[S]', 'subjecthere').replaceAll('[O]', 'objecthere'))
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const wordings = (relation: Relation) =>
  [relation.edit, relation.ask, relation.open, relation.claim, relation.denial, relation.implied].flat()
const asked = (relations: readonly Relation[]) => relations.flatMap(wordings).map(plain)
const shared = (ours: readonly string[], theirs: ReadonlySet<string>) => ours.filter((own) => theirs.has(own))

/** The lines of the text files of a folder of training/. */
function linesOf(name: string): string[] {
  const at = fileURLToPath(new URL(`../../training/${name}`, import.meta.url))
  return readdirSync(at)
    .filter((file) => file.endsWith('.txt'))
    .flatMap((file) => readFileSync(join(at, file), 'utf8').split('\n'))
}

/** The wordings of a line: a near miss that is an edit too has several, and answers behind them. */
function wordingsOf(line: string): string[] {
  const [wordings = '', answers] = line.split(' >> ')
  return answers === undefined ? [wordings] : wordings.split(' | ')
}

/** What stands in training/relations, as its README tells. */
function written(): {wordings: Set<string>; nouns: Set<string>; subjects: Set<string>} {
  const lines = linesOf('relations')
  const list = (head: string) =>
    lines.filter((line) => line.startsWith(head)).flatMap((line) => line.slice(head.length).split(';'))
  return {
    wordings: new Set(
      lines.flatMap((line) => wordingsOf(/^[?:_=!<-] (.+)$/.exec(line)?.[1] ?? '')).map(plain),
    ),
    nouns: new Set(list('nouns:').map(plain)),
    subjects: new Set(list('subjects:').map((name) => normal(name.trim()))),
  }
}

/** Relations that training leaves out (training/lib/split.py). */
const HELD = new Set(
  (/HELD_RELATIONS = frozenset\(\s*((?:"[^"]*"\s*)+)/.exec(read('training/lib/split.py'))?.[1] ?? '').match(
    /\w+/g,
  ),
)

const folder =
  process.env['SERAC_TRAINING_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))
const missing = (file: string) => !existsSync(join(folder, file))
const data = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))

const RELATIONS = 'relations/relations.json'
const PUBLIC = [
  'zsre/train-1k.json',
  'counterfact/train.json',
  'knowedit/wiki_recent-train.json',
  'knowedit/wiki_counterfact-train.json',
]

describe('subjects', () => {
  it('belong to the tenth that training leaves out', () => {
    expect([...subjects().values()].flat().filter((name) => !held(name))).toEqual([])
    const edited = ['qa', 'qa-hard', 'development'].flatMap((name) =>
      records(name).map(({subject}) => subject ?? ''),
    )
    expect(edited.filter((name) => !held(name))).toEqual([])
  })

  it('are told apart as training does it', () => {
    expect(
      ['Saint Petersburg', 'SAINT  PETERSBURG', 'Bærum SK', 'Stará Lehota', 'Paris', 'Steve Jobs'].map(held),
    ).toEqual([true, true, true, true, false, false])
  })
})

describe('relations of evaluation', () => {
  const everyday = read('training/scope/everyday.txt')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map((line) => line.split('|'))
    .filter(([, , , flags]) => !flags?.includes('h'))

  it('have no wording and no noun of the everyday relations that are trained on', () => {
    const trained = new Set(everyday.flatMap(([, , , , , said]) => (said ?? '').split(';').map(plain)))
    expect(shared(asked(evaluation.relations), trained)).toEqual([])
    const nouns = new Set(everyday.flatMap(([, , , , named]) => (named ?? '').split(';').map(plain)))
    expect(
      shared(
        evaluation.relations.map(({noun}) => plain(noun)),
        nouns,
      ),
    ).toEqual([])
  })

  it('have no wording, no noun and no subject of the written relations', () => {
    const {wordings: said, nouns, subjects: named} = written()
    expect(said.size).toBeGreaterThan(40_000)
    for (const {relations, subjects: known} of [evaluation, development]) {
      expect(shared(asked(relations), said)).toEqual([])
      expect(
        shared(
          relations.map(({noun}) => plain(noun)),
          nouns,
        ),
      ).toEqual([])
      expect(shared([...known.values()].flat().map(normal), named)).toEqual([])
    }
  })

  it('have no wording of the rules that are trained on', () => {
    const rules = new Set(read('training/scope/howto.py').split(/[/\n]/).map(plain))
    expect(shared(asked(evaluation.relations), rules)).toEqual([])
  })

  it.skipIf(missing(RELATIONS))(`have no wording and no noun of ${RELATIONS} that is trained on`, () => {
    interface Public {
      readonly relation: string
      readonly nouns: string[]
      readonly wordings: string[]
      readonly inverse: string[]
    }
    const all = data(RELATIONS) as {relations: Public[]; otherProperties: string[]}
    expect(HELD.size).toBe(25)
    const trained = all.relations.filter(({relation}) => !HELD.has(relation))
    const said = new Set(
      trained.flatMap((relation) => [...relation.wordings, ...relation.inverse]).map(plain),
    )
    expect(shared(asked(evaluation.relations), said)).toEqual([])
    const nouns = new Set(
      [...trained.flatMap((relation) => relation.nouns), ...all.otherProperties].map(plain),
    )
    expect(
      shared(
        evaluation.relations.map(({noun}) => plain(noun)),
        nouns,
      ),
    ).toEqual([])
  })

  it.skipIf(PUBLIC.some(missing))(`and their subjects and questions are not in ${PUBLIC.join(', ')}`, () => {
    interface Row {
      readonly subject: string
      readonly src?: string
      readonly rephrase?: string
      readonly prompt?: string
      readonly rephrase_prompt?: string
    }
    const rows = PUBLIC.flatMap((file) => data(file) as Row[]).filter((row) => row.subject)
    const said = rows.flatMap((row) =>
      [row.src, row.rephrase, row.prompt, row.rephrase_prompt].flatMap((line) =>
        line ? [{line, subject: row.subject}] : [],
      ),
    )
    const masked = new Set(said.map(({line, subject}) => plain(line.replaceAll(subject, '[S]'))))
    expect(shared(asked(evaluation.relations), masked)).toEqual([])
    const lines = new Set(said.map(({line}) => plain(line)))
    const ours = ['qa', 'qa-hard'].flatMap((name) =>
      records(name).flatMap((record) => [record.question ?? '', ...record.in.map(text)]),
    )
    expect(shared(ours.map(plain), lines)).toEqual([])
    const known = new Set(rows.filter(({subject}) => !held(subject)).map(({subject}) => normal(subject)))
    expect(shared([...evaluation.subjects.values()].flat().map(normal), known)).toEqual([])
  })
})

/** Runs of seven words, six of them at least lower-case words: figures, names and slots count as one blank each. */
function runs(line: string): string[] {
  const blank = line.replaceAll(/\{[^{}]*\}|\[[^[\]]*\]/g, ' 0 ')
  const words = (blank.match(/[\p{L}'-]+|\d[\d,]*/gu) ?? []).map((word) =>
    /^[\p{Ll}'-]/u.test(word) ? word : '0',
  )
  return runsOf(words, 7)
    .filter((run) => run.filter((word) => word === '0').length <= 1)
    .map((run) => run.join(' '))
}

/** Every `count` neighbouring words. */
function runsOf(words: readonly string[], count: number): string[][] {
  return words.slice(count - 1).map((_, i) => words.slice(i, i + count))
}

describe('evidence and opinions', () => {
  it('of fc share no run of seven words with the frames and passages that are trained on', () => {
    const lines = [...linesOf('evidence'), ...linesOf('passages')]
    expect(lines.length).toBeGreaterThan(8_000)
    const trained = new Set(lines.flatMap(runs))
    const ours = records('fc').flatMap((r) => [r.fact ?? '', ...r.in.map(text), ...r.out.map(text)])
    expect([...new Set(ours.flatMap(runs))].filter((run) => trained.has(run))).toEqual([])
  })

  it('of convsent are asked for in no run of four words that a prompt of training has', () => {
    const fours = (prompt: string) => {
      const words = prompt.toLowerCase().match(/[a-z']+|\{t\}/g) ?? []
      return runsOf(words, 4).map((run) => run.join(' '))
    }
    const source = /\nPROMPTS = \(([^]*?)\n\)/.exec(read('training/scope/opinions.py'))?.[1] ?? ''
    const prompts = [...source.matchAll(/"([^"]*)"/g)]
      .map(([, line]) => line)
      .join('')
      .split('|')
    expect(prompts.length).toBeGreaterThan(50)
    const trained = new Set(prompts.flatMap(fours))
    const ours = read('scripts/problems/source/convsent-prompts.txt').split('\n').flatMap(fours)
    expect(ours.filter((run) => trained.has(run))).toEqual([])
  })

  it('of convsent are on topics that have no reply in training', () => {
    const trained = new Set(
      Object.keys(JSON.parse(read('training/counterfactual/replies.json')) as object).map(normal),
    )
    expect(trained.size).toBeGreaterThan(200)
    const topics = records('convsent').map(({topic}) => normal(topic ?? ''))
    expect(topics.filter((topic) => trained.has(topic))).toEqual([])
  })
})

describe('development and evaluation', () => {
  it('share no relation, no wording and no subject', () => {
    expect(
      shared(
        development.relations.map(({name}) => name),
        new Set(evaluation.relations.map(({name}) => name)),
      ),
    ).toEqual([])
    expect(
      shared(
        development.relations.map(({noun}) => noun),
        new Set(evaluation.relations.map(({noun}) => noun)),
      ),
    ).toEqual([])
    expect(shared(asked(development.relations), new Set(asked(evaluation.relations)))).toEqual([])
    const names = (part: typeof evaluation) => [...part.subjects.values()].flat().map(normal)
    expect(shared(names(development), new Set(names(evaluation)))).toEqual([])
  })
})
