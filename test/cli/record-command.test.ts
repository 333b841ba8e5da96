import {fileURLToPath} from 'node:url'
import {Config} from '@oclif/core/config'
import {expect, test, vi} from 'vitest'
import EditAdd from '../../src/commands/edit/add.js'
import {Fault} from '../../src/core/fault.js'
import {memoryLedger} from '../fake/memory-ledger.js'

const ledger = memoryLedger()
const read = vi.fn(ledger.read)
vi.mock('../../src/core/open-ledger.js', () => ({openLedger: async () => ({...ledger, read})}))

test('an edit is recorded with one reading of the ledger, before: no later one can fail for what is done', async () => {
  const config = await Config.load(fileURLToPath(new URL('../..', import.meta.url)))
  const silence = vi.spyOn(process.stdout, 'write').mockImplementation((_, ...rest: unknown[]) => {
    for (const done of rest) if (typeof done === 'function') done()
    return true
  })
  try {
    read.mockImplementationOnce(ledger.read).mockRejectedValue(new Fault('ledger', 'the disk is gone'))
    const recorded = await EditAdd.run(['a?', 'b'], config)
    expect(recorded).toMatchObject({edits: [{status: 'added'}], seq: 1, dryRun: false})
    read.mockClear().mockImplementation(ledger.read)
    expect(await EditAdd.run(['c?', 'd', '--dry-run'], config)).toMatchObject({seq: 1, dryRun: true})
    expect(read).toHaveBeenCalledTimes(1)
  } finally {
    silence.mockRestore()
  }
})
