import {sigmoid} from '../model/sampling.js'

/** Weights of a logistic regression over the logit of cross and the g of embed; fitted by training/scope/calibrate.py. */
export interface Fusion {
  readonly logit: number
  readonly g: number
  readonly gSquared: number
  readonly bias: number
}

/** How the word of a reader weighs, in a logistic regression over the log-odds of `fused` and the reader's own. */
export interface Reading {
  /** The scores of both classifiers between which the reader is asked. */
  readonly from: number
  readonly to: number
  readonly fused: number
  readonly read: number
  readonly bias: number
}

/** The weights for questions, and those for a claim put to a fact where they were fitted apart. */
export interface Fusions extends Fusion {
  readonly claim?: (Fusion & {readonly reading?: Reading | undefined}) | undefined
}

/** Beyond this a logit says no more than that cross is sure. */
const surest = 20

/**
 * The probability in [0, 1] that a query falls under an edit, from what both classifiers say. A middling g speaks of
 * the same subject and another relation, a high one of the same question: hence the square. Where cross rules the pair
 * out (0), so does this.
 */
export function fused(cross: number, g: number, {logit, g: linear, gSquared, bias}: Fusion): number {
  if (!(cross > 0)) return 0
  return sigmoid(logit * logOdds(cross) + linear * g + gSquared * g * g + bias)
}

/** The probability that a claim falls under a fact, from what both classifiers and a reader say. */
export function fusedWithRead(score: number, read: number, weights: Reading): number {
  return sigmoid(weights.fused * logOdds(score) + weights.read * clamped(read) + weights.bias)
}

function logOdds(chance: number): number {
  return clamped(Math.log(chance / (1 - chance)))
}

function clamped(logit: number): number {
  return Math.min(surest, Math.max(-surest, logit))
}
