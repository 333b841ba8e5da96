/** Weights of a logistic regression over the logit of cross and the g of embed; fitted by training/scope/calibrate.py. */
export interface Fusion {
  readonly logit: number
  readonly g: number
  readonly gSquared: number
  readonly bias: number
}

/** The weights for questions, and those for a claim put to a fact where they were fitted apart. */
export interface Fusions extends Fusion {
  readonly claim?: Fusion | undefined
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
  const z = Math.min(surest, Math.max(-surest, Math.log(cross / (1 - cross))))
  return 1 / (1 + Math.exp(-(logit * z + linear * g + gSquared * g * g + bias)))
}
