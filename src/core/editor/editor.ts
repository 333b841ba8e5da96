import type {Edit} from '../edit.js'
import type {Model} from '../model/model.js'

/** An edit method: a function from a model and some edits to a model. */
export interface Editor {
  readonly name: string
  edit(base: Model, edits: readonly Edit[]): Promise<Model>
}
