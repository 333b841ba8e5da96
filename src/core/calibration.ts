import {randomUUID} from 'node:crypto'
import {mkdir, readFile, rename, writeFile} from 'node:fs/promises'
import {dirname} from 'node:path'
import * as v from 'valibot'
import {Fault} from './fault.js'

const share = v.object({value: v.number(), n: v.number(), low: v.number(), high: v.number()})
const calibration = v.object({
  scope: v.string(),
  models: v.array(v.string()),
  threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  rule: v.string(),
  falseHits: share,
  hits: share,
  edits: v.number(),
  data: v.string(),
  created: v.string(),
})
const schema = v.object({version: v.literal(1), calibrations: v.array(calibration)})

/**
 * A threshold chosen on data, for the models with these hashes and no others.
 * `rule` says how it was chosen; `falseHits` and `hits` are the shares seen there, with their 95 % intervals.
 */
export type Calibration = v.InferOutput<typeof calibration>

/** The calibrations of a file; none where there is no file. Throws `bad-input` for a file that is no such list. */
export async function readCalibrations(path: string): Promise<readonly Calibration[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new Fault('bad-input', `cannot read the calibration ${path}: ${String(error)}`, {cause: error})
  })
  if (text === null) return []
  try {
    return v.parse(schema, JSON.parse(text)).calibrations
  } catch (cause) {
    throw new Fault('bad-input', `${path} is not a calibration of version 1`, {
      cause,
      hints: [`rm ${path}    goes back to the thresholds that ship`],
    })
  }
}

/** Puts a calibration in the place of the one for the same scope, or takes it away (null). Written aside and renamed. */
export async function keepCalibration(path: string, scope: string, made: Calibration | null): Promise<void> {
  const others = (await readCalibrations(path)).filter((known) => known.scope !== scope)
  const calibrations = made === null ? others : [...others, made]
  const aside = `${path}.${randomUUID()}`
  await mkdir(dirname(path), {recursive: true})
  await writeFile(aside, `${JSON.stringify({version: 1, calibrations}, null, 1)}\n`)
  await rename(aside, path)
}

/**
 * The calibration of a scope, or null. Throws `model` for one that was made with other models: scores of
 * another model mean something else.
 */
export function calibrated(
  calibrations: readonly Calibration[],
  scope: string,
  models: readonly string[],
): Calibration | null {
  const found = calibrations.find((known) => known.scope === scope)
  if (found === undefined) return null
  if (found.models.join() === models.join()) return found
  throw new Fault('model', `the calibrated threshold of ${scope} belongs to other models than those in use`, {
    hints: [
      `serac calibrate --scope ${scope}`,
      `serac calibrate --scope ${scope} --clear    for the threshold that ships`,
    ],
  })
}
