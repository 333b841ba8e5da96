// How public edits that no training saw are answered, end to end, with many edits live (generated text, greedy).
// node perf/public.js [live edits: 1000] [queries of each kind: 200]        needs ../shared/data, or SERAC_TRAINING_DATA
import {existsSync, mkdtempSync, readFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {open} from '../dist/core/index.js'

const data = process.env.SERAC_TRAINING_DATA ?? join(import.meta.dirname, '..', '..', 'shared', 'data')
if (!existsSync(join(data, 'zsre'))) {
  console.log(`skipped: the public data folder ${data} is not there`)
  process.exit(0)
}
const live = Number(process.argv[2] ?? 1000)
const count = Number(process.argv[3] ?? 200)
const json = (name) => JSON.parse(readFileSync(join(data, name), 'utf8'))

const zsre = json('zsre/train-1k.json')
// Two records have no answer.
const usable = (records) => records.filter(({alt, rephrase}) => alt.trim() !== '' && rephrase)
// The last 200 records of zsRE and the last 15 % of each KnowEdit file are kept from training.
const held = usable(zsre.slice(-200))
const filler = usable(zsre.slice(0, -200))
const knowedit = ['wiki_recent', 'wiki_counterfact'].flatMap((name) => {
  const records = json(`knowedit/${name}-train.json`)
  return records.slice(records.length - Math.round(0.15 * records.length))
})
const patterns = json('relations/relations.json').relations.map(
  ({pattern}) => new RegExp(pattern || '(?!)', 'i'),
)
const nq = readFileSync(join(data, 'nq-open/dev.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line).question)

const normal = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, '')
    .replace(/\b(a|an|the)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
const add = (question, answer) => ({op: 'add', content: {kind: 'answer', question, answer}})
const wilson = (hits, n) => {
  const [p, z] = [hits / n, 1.96]
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n)
  return `${p.toFixed(3)} [${(middle - half).toFixed(3)}, ${(middle + half).toFixed(3)}] of ${n}`
}

async function edited(changes) {
  const folder = mkdtempSync(join(tmpdir(), 'serac-public-'))
  const serac = await open({
    ledger: join(folder, 'ledger.jsonl'),
    models: process.env.SERAC_MODELS ?? join(import.meta.dirname, '..', 'models'),
    cache: join(tmpdir(), 'serac-public-cache'),
    scope: process.env.SERAC_SCOPE ?? 'cascade',
  })
  await serac.ledger.append(changes)
  return {serac, session: await serac.session({maxTokens: 1})}
}
const ask = async ({session}, text) => (await session.ask({kind: 'question', text}))[0]

/** Asks each group of `live` edits its own rewordings; counts the answers that are the edit's. */
async function rewordings(groups) {
  let [right, routed, all] = [0, 0, 0]
  const missed = []
  for (const {edits, asked} of groups) {
    const model = await edited([...edits.map(({src, alt}) => add(src, alt))])
    for (const {src, rephrase, alt} of asked) {
      const answer = await ask(model, rephrase)
      const good = normal(answer.text) === normal(alt)
      if (good) right++
      else
        missed.push(
          `${rephrase}  <-  ${src} => ${alt}: ${answer.source} ${answer.beta?.toFixed(2)} "${answer.text}"`,
        )
      if (answer.source === 'edit') routed++
      all++
    }
    await model.serac.close()
  }
  return {right, routed, all, missed}
}

/** Counts the questions that keep the base's answer. */
async function kept(model, questions) {
  let [base, all] = [0, 0]
  const hit = []
  for (const text of questions) {
    const answer = await ask(model, text)
    if (answer.source === 'base') base++
    else hit.push(`${text}  ->  ${answer.nearest[0].edit.question} (${answer.beta.toFixed(2)})`)
    all++
  }
  return {base, all, hit}
}

const asked = held.slice(0, count)
const groups =
  live >= held.length
    ? [{edits: [...filler, ...held].slice(-live), asked}]
    : Array.from({length: Math.ceil(asked.length / live)}, (_, i) =>
        asked.slice(i * live, (i + 1) * live),
      ).map((edits) => ({
        edits,
        asked: edits,
      }))
const show = (title, {missed, hit}) => {
  if (process.env.SHOW) for (const line of (missed ?? hit).slice(0, 40)) console.log(`   ${title}: ${line}`)
}

const reworded = await rewordings(groups)
console.log(`live edits: ${live}`)
console.log(`zsRE rewordings, answer right:         ${wilson(reworded.right, reworded.all)}`)
console.log(`zsRE rewordings, routed to an edit:    ${wilson(reworded.routed, reworded.all)}`)
show('missed', reworded)

// Questions about subjects that no live edit is about, in the words of zsRE's own edits; and questions of another set.
const liveOnes = live >= held.length ? filler.slice(-live) : held.slice(0, live)
const subjects = new Set(liveOnes.map(({subject}) => subject))
const others = held.slice(live >= held.length ? 0 : live).filter(({subject}) => !subjects.has(subject))
const model = await edited(liveOnes.map(({src, alt}) => add(src, alt)))
const otherSubject = await kept(
  model,
  others.slice(0, count).flatMap(({src, rephrase}) => [src, rephrase]),
)
console.log(`another subject: kept                  ${wilson(otherSubject.base, otherSubject.all)}`)
show('other subject', otherSubject)
const random = await kept(model, nq.slice(0, count * 2))
console.log(`random questions: kept                 ${wilson(random.base, random.all)}`)
show('random', random)
await model.serac.close()

// Another relation of the same subject: prompts that do not ask for the edited relation in other words.
let [base, all] = [0, 0]
const hits = []
const records = knowedit
  .filter(({locality}) => locality?.Relation_Specificity?.length > 0)
  .slice(0, live >= 200 ? 1000 : count)
const size = Math.min(live, records.length)
for (let at = 0; at < records.length && all < count * 3; at += size) {
  const chunk = records.slice(at, at + size)
  const extra =
    live > chunk.length ? filler.slice(0, live - chunk.length).map(({src, alt}) => add(src, alt)) : []
  const asking = await edited([...extra, ...chunk.map(({prompt, target_new}) => add(prompt, target_new))])
  for (const {prompt, subject, locality} of chunk) {
    const mask = (text) => text.replaceAll(subject, '[S]')
    const edit = patterns.filter((pattern) => pattern.test(mask(prompt)))
    for (const {prompt: text} of locality.Relation_Specificity) {
      if (edit.length === 0 || edit.some((pattern) => pattern.test(mask(text))) || all >= count * 3) continue
      const answer = await ask(asking, text)
      if (answer.source === 'base') base++
      else hits.push(`${text}  ->  ${answer.nearest[0].edit.question} (${answer.beta.toFixed(2)})`)
      all++
    }
  }
  await asking.serac.close()
}
console.log(`same subject, other relation: kept     ${wilson(base, all)}`)
show('other relation', {hit: hits})
