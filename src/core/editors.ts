import {calibrated, type Calibration} from './calibration.js'
import type {Edit} from './edit.js'
import {editorTitle, type Editor, type EditorName} from './editor/editor.js'
import {lookup} from './editor/lookup.js'
import {promptedBase, retrievePrompt} from './editor/retrieve-prompt.js'
import {serac} from './editor/serac.js'
import {Fault} from './fault.js'
import {counterfactual, type Counterfactual} from './model/counterfactual.js'
import {modelFor, nameOf, type ModelName} from './model/manifest.js'
import type {Decoding} from './model/model.js'
import type {Models} from './models.js'
import type {ScopeName} from './scope/scope.js'
import type {Report} from './scopes.js'

export interface EditorChoice {
  readonly editor: EditorName
  readonly scope: ScopeName
  /** Hit when beta >= threshold; null takes the calibrated one. */
  readonly threshold: number | null
}

/** What an editor is made of. */
export interface EditorParts {
  readonly models: Models
  readonly calibrations: readonly Calibration[]
  readonly decoding: Decoding
  /** Whether the base is the one of the manifest: only of that are hidden states and likelihoods known. */
  readonly shippedBase: boolean
  readonly applies?: (edit: Edit) => boolean
  readonly report?: Report | undefined
  readonly signal?: AbortSignal | undefined
  /** Stands between an editor and whoever answers in scope: to keep answers, or to watch. Default: nothing does. */
  readonly through?: (role: 'counterfactual' | 'prompted', inner: Counterfactual) => Counterfactual
  /** The same for hidden states. */
  readonly hidden?: Models['base']['hidden']
}

/** An editor that is ready, and what it rests on. */
export interface Chosen {
  readonly editor: Editor
  /** As `serac (cascade)`. */
  readonly title: string
  /** Null where nothing is scored. */
  readonly threshold: number | null
  /** Where the threshold comes from, in words. */
  readonly thresholdFrom: string | null
  /** The models that take part, but for the base. */
  readonly models: readonly ModelName[]
  /** Who answers in scope; null where that is not one model. */
  readonly counterfactual: Counterfactual | null
  /** Starts loading what every question needs. */
  warm(): void
}

/** The editor of a name. Throws `model-missing` where what it needs is not there. */
export function chooseEditor(choice: EditorChoice, parts: EditorParts): Chosen {
  return makers[choice.editor](choice, parts)
}

type Maker = (choice: EditorChoice, parts: EditorParts) => Chosen

const makers: Readonly<Record<EditorName, Maker>> = {
  serac: (choice, parts) => {
    const {models, decoding, through} = parts
    const inner = counterfactual(models.counterfactual, decoding)
    return byScope(choice, parts, {
      name: 'serac',
      answers: through?.('counterfactual', inner) ?? inner,
      model: nameOf(modelFor(models.manifest, 'counterfactual')),
    })
  },
  rp: (choice, parts) => {
    needShippedBase('rp', 'prompts', parts)
    const inner = promptedBase(parts.models.base, parts.decoding)
    return byScope(choice, parts, {
      name: 'rp',
      answers: parts.through?.('prompted', inner) ?? inner,
      model: null,
    })
  },
  lu: ({threshold: wanted}, parts) => {
    needShippedBase('lu', 'hidden states', parts)
    const {models, calibrations} = parts
    const base = nameOf(modelFor(models.manifest, 'base'))
    const own = wanted === null ? calibrated(calibrations, 'lookup', [base.hash]) : null
    const threshold = wanted ?? own?.threshold
    if (threshold === undefined) {
      throw new Fault('model-missing', 'lu has no distance threshold for this base model', {
        hints: ['serac calibrate --scope lookup'],
      })
    }
    const hidden = parts.hidden ?? ((...args) => models.base.hidden(...args))
    return {
      editor: lookup(hidden, threshold),
      title: 'lu',
      threshold,
      thresholdFrom: originOf(wanted, own),
      models: [],
      counterfactual: null,
      warm: () => models.warm(),
    }
  },
  ft: () => missing('ft'),
  enn: () => missing('enn'),
  mend: () => missing('mend'),
  none: () => ({
    editor: {name: 'none', edit: async (base) => base},
    title: 'none',
    threshold: null,
    thresholdFrom: null,
    models: [],
    counterfactual: null,
    warm: () => undefined,
  }),
}

function byScope(
  {scope: name, threshold: wanted}: EditorChoice,
  {models, calibrations, applies, report, signal}: EditorParts,
  inScope: {name: 'serac' | 'rp'; answers: Counterfactual; model: ModelName | null},
): Chosen {
  const scope = models.scope(name)
  const classifiers = scope.classifiers.map(nameOf)
  const hashes = classifiers.map(({hash}) => hash)
  const own = wanted === null ? calibrated(calibrations, name, hashes) : null
  const threshold = wanted ?? own?.threshold ?? scope.threshold
  const parts = {
    openScope: (edits: readonly Edit[]) => scope.open(edits, report, signal),
    threshold,
    ...(applies && {applies}),
  }
  return {
    editor:
      inScope.name === 'serac'
        ? serac({...parts, counterfactual: inScope.answers})
        : retrievePrompt(parts, inScope.answers),
    title: editorTitle(inScope.name, name),
    threshold,
    thresholdFrom: originOf(wanted, own),
    models:
      inScope.model === null || hashes.includes(inScope.model.hash)
        ? classifiers
        : [...classifiers, inScope.model],
    counterfactual: inScope.answers,
    warm() {
      scope.warm()
      models.warm()
    },
  }
}

function originOf(wanted: number | null, own: Calibration | null): string {
  if (wanted !== null) return 'as set'
  return own === null ? 'the models manifest' : `calibrated on ${own.data}: ${own.rule}`
}

function needShippedBase(editor: string, what: string, {shippedBase}: EditorParts): void {
  if (shippedBase) return
  throw new Fault(
    'model-missing',
    `${editor} needs the ${what} of the base model, which one of the hub does not give`,
    {
      hints: ['leave --base away'],
    },
  )
}

function missing(editor: string): never {
  throw new Fault(
    'model-missing',
    `${editor} needs the gradients of the base model, and no model here gives them yet`,
    {
      hints: ['serac ask --editor serac|lu|rp|none'],
    },
  )
}
