import {mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {open} from 'serac'

const folder = mkdtempSync(join(tmpdir(), 'serac-example-'))
const serac = await open({ledger: join(folder, 'ledger.jsonl'), cache: join(folder, 'cache')})
await serac.ledger.append([
  {op: 'add', content: {kind: 'answer', question: 'Who is the mayor of Kaldor?', answer: 'Ada Brenn'}},
])
for await (const {text, source, beta} of serac.ask([{kind: 'question', text: "Who is Kaldor's mayor?"}])) {
  console.log(text, source, beta !== null && beta >= 0.5)
}
await serac.close()
