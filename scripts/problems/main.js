import {mkdirSync, writeFileSync} from 'node:fs'
import {parseArgs} from 'node:util'
import {described, NAMES, VERSION, written} from './manifest.js'

const DATA = new URL('../../data/', import.meta.url)
const {values} = parseArgs({options: {seed: {type: 'string', default: '1'}}})
const seed = Number(values.seed)

mkdirSync(DATA, {recursive: true})
const problems = []
for (const name of NAMES) {
  const {make} = await import(new URL(`${name}.js`, import.meta.url).href)
  const records = make(seed)
  const text = written(records)
  writeFileSync(new URL(`${name}.jsonl`, DATA), text)
  problems.push(described(name, records, text))
  console.log(JSON.stringify(problems.at(-1)))
}
writeFileSync(
  new URL('manifest.json', DATA),
  `${JSON.stringify({version: VERSION, seed, problems}, undefined, 2)}\n`,
)
