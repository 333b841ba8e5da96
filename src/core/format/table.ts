import {counterfactFormat} from './counterfact.js'
import {easyeditFormat} from './easyedit.js'
import type {Format, FormatName} from './format.js'
import {knoweditFormat} from './knowedit.js'
import {seracFormat} from './serac.js'
import {vitamincFormat} from './vitaminc.js'
import {zsreFormat} from './zsre.js'

/** Every format by its name. */
export const formats: {readonly [N in FormatName]: Format} = {
  serac: seracFormat,
  easyedit: easyeditFormat,
  zsre: zsreFormat,
  counterfact: counterfactFormat,
  knowedit: knoweditFormat,
  vitaminc: vitamincFormat,
}

/** The format that a record looks like, or null. */
export function sniff(value: unknown): Format | null {
  return Object.values(formats).find((format) => format.matches(value)) ?? null
}
