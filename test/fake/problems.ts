import {createHash} from 'node:crypto'
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const shipped = fileURLToPath(new URL('../../data/', import.meta.url))

/** The shipped problems cut down to their first records, with a manifest of their own, in the folder `to`. */
export function smallProblems(to: string, records: number): string {
  const manifest = JSON.parse(readFileSync(join(shipped, 'manifest.json'), 'utf8')) as {
    version: number
    problems: readonly {name: string; file: string}[]
  }
  mkdirSync(to, {recursive: true})
  const problems = manifest.problems.map(({name, file}) => {
    const lines = readFileSync(join(shipped, file), 'utf8').split('\n').slice(0, records)
    const text = `${lines.join('\n')}\n`
    writeFileSync(join(to, file), text)
    return {name, file, sha256: createHash('sha256').update(text).digest('hex')}
  })
  writeFileSync(join(to, 'manifest.json'), JSON.stringify({version: manifest.version, problems}))
  return to
}
