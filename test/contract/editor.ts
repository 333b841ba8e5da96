import {describe, expect, it} from 'vitest'
import type {Editor} from '../../src/core/editor/editor.js'
import {baseModel} from '../../src/core/model/base.js'
import {greedy, type Model} from '../../src/core/model/model.js'
import {answerEdit, question} from '../fake/edits.js'
import {fakeGenerator} from '../fake/generator.js'

/** What every edit method must do, whatever it answers. The edits are about 0 and 10; 2 is near the first, 50 near none. */
export function editorContract(name: string, editor: () => Editor): void {
  const edits = [answerEdit('at 0', 'zero', 1), answerEdit('at 10', 'ten', 2)]
  const asked = ['at 2', 'at 50', 'at 9', 'at 2'].map(question)
  const base = (): Model =>
    baseModel(
      fakeGenerator((prompt) => `base of ${/at \d+/.exec(prompt)?.[0]}`),
      greedy,
    )

  describe(`the editor ${name}`, () => {
    it('is the base itself without edits', async () => {
      const model = await editor().edit(base(), [])
      expect(await model.answer(asked)).toEqual(await base().answer(asked))
    })

    it('gives one answer a query, in order, that does not depend on the others', async () => {
      const model = await editor().edit(base(), edits)
      const together = await model.answer(asked)
      const alone = []
      for (const query of asked) alone.push(...(await model.answer([query])))
      expect(together).toEqual(alone)
      expect(together).toHaveLength(asked.length)
      expect(together[0]).toEqual(together[3])
      expect(await model.answer([])).toEqual([])
    })

    it('leaves what is far from every edit to the base', async () => {
      const model = await editor().edit(base(), edits)
      expect((await model.answer([question('at 50')]))[0]).toMatchObject({
        text: 'base of at 50',
        source: 'base',
        edit: null,
      })
    })

    it('says who answers before anything is generated, and then that one answers', async () => {
      const model = await editor().edit(base(), edits)
      for (const query of asked) {
        const {speak, source, edit, beta} = await model.turn(query)
        expect((await model.answer([query]))[0]).toMatchObject({text: await speak(), source, edit, beta})
      }
    })

    it('stops when it is told to', async () => {
      const model = await editor().edit(base(), edits)
      const stop = new AbortController()
      stop.abort(new Error('enough'))
      await expect(model.answer(asked, stop.signal)).rejects.toThrow('enough')
    })
  })
}
