import type {Edit} from '../edit.js'
import type {Model} from '../model/model.js'
import type {ScopeName} from '../scope/scope.js'

/** An edit method: a function from a model and some edits to a model. */
export interface Editor {
  readonly name: string
  edit(base: Model, edits: readonly Edit[]): Promise<Model>
}

/** Edit methods: the paper's, and `none`, which is the base model. Not each is available with each base. */
export const editorNames = ['serac', 'lu', 'rp', 'ft', 'enn', 'mend', 'none'] as const
export type EditorName = (typeof editorNames)[number]

/** Whether a method asks a scope classifier. */
export function usesScope(editor: EditorName): boolean {
  return editor === 'serac' || editor === 'rp'
}

/** How reports call a method with its scope: `serac (cascade)`, `lu`. */
export function editorTitle(editor: EditorName, scope: ScopeName): string {
  return usesScope(editor) ? `${editor} (${scope})` : editor
}
