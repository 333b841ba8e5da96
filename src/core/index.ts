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
export {open, type AskOptions, type EditorName, type Explained, type Serac, type Settings} from './open.js'
