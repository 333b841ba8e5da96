/** What a program gets from `import … from 'serac'`. */
export {
  editId,
  editText,
  type Content,
  type Edit,
  type EditId,
  type GivenNotes,
  type Notes,
  type Query,
  type Sentiment,
} from './edit.js'
export {Fault, type FaultCode} from './fault.js'
export type {Change, Ledger, Receipt, State} from './ledger/ledger.js'
export type {Answer} from './model/model.js'
export type {EditorName} from './editor/editor.js'
export {open, type AskOptions, type Explained, type Serac, type Settings} from './open.js'
