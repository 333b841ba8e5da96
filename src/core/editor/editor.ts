import type {Edit} from '../edit.js'
import type {Model} from '../model/model.js'

/** An edit method: a function from a model and some edits to a model. */
export interface Editor {
  readonly name: string
  edit(base: Model, edits: readonly Edit[]): Promise<Model>
}

/** Edit methods: the paper's, and `none`, which is the base model. Not each is available with each base. */
export const editorNames = ['serac', 'lu', 'rp', 'ft', 'enn', 'mend', 'none'] as const
export type EditorName = (typeof editorNames)[number]
