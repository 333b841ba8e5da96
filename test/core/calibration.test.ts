import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {calibrated, keepCalibration, readCalibrations, type Calibration} from '../../src/core/calibration.js'
import {tempFolder} from '../fake/folder.js'

const share = {value: 0.01, n: 100, low: 0, high: 0.05}
const made = (scope: string, threshold: number): Calibration => ({
  scope,
  models: ['m1', 'm2'],
  threshold,
  rule: 'r',
  falseHits: share,
  hits: share,
  edits: 10,
  data: 'd',
  created: '2026-01-01T00:00:00.000Z',
})

it('is kept one a scope, and can be taken away', async () => {
  const path = join(tempFolder(), 'deep', 'calibration.json')
  expect(await readCalibrations(path)).toEqual([])
  await keepCalibration(path, 'embed', made('embed', 0.3))
  await keepCalibration(path, 'cascade', made('cascade', 0.4))
  await keepCalibration(path, 'embed', made('embed', 0.6))
  expect(await readCalibrations(path)).toEqual([made('cascade', 0.4), made('embed', 0.6)])
  await keepCalibration(path, 'cascade', null)
  expect(await readCalibrations(path)).toEqual([made('embed', 0.6)])
})

it('holds for the models that it was made with, and is refused for others', () => {
  const list = [made('embed', 0.3)]
  expect(calibrated(list, 'embed', ['m1', 'm2'])).toBe(list[0])
  expect(calibrated(list, 'cross', ['m1', 'm2'])).toBeNull()
  expect(() => calibrated(list, 'embed', ['m1', 'm3'])).toThrow(/belongs to other models/)
})

it('of a file that is none is refused, and the file left as it was', async () => {
  const path = join(tempFolder(), 'calibration.json')
  for (const text of [
    '',
    '{',
    '{"version": 2, "calibrations": []}',
    '{"version": 1, "calibrations": [{}]}',
  ]) {
    writeFileSync(path, text)
    await expect(readCalibrations(path)).rejects.toThrow(/is not a calibration of version 1/)
    await expect(keepCalibration(path, 'embed', made('embed', 0.3))).rejects.toThrow(path)
    expect(readFileSync(path, 'utf8')).toBe(text)
  }
})
