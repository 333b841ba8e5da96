import {mkdtempSync} from 'node:fs'
import {join} from 'node:path'
import {openFileLedger} from '../../../src/core/ledger/file.js'
import {ledgerContract} from '../../contract/ledger.js'
import {tempFolder} from '../../fake/folder.js'
import {memoryLedger} from '../../fake/memory-ledger.js'

ledgerContract('memory ledger', () => memoryLedger(), 50)
ledgerContract(
  'file ledger',
  () => openFileLedger(join(mkdtempSync(join(tempFolder(), 'l-')), 'a', 'ledger.jsonl')),
  4,
)
