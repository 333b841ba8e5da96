import {describe, expect, test} from 'vitest'
import {toMarkdown} from '../../../../src/core/bench/report/markdown.js'
import {hostile} from '../../../fake/bench-run.js'
import {fakeReport} from '../../../fake/report.js'

/** The blocks of lines that stand together as tables; each row cut where a pipe is not escaped. */
function tablesOf(text: string): readonly (readonly string[])[][] {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('| '))
    .map((block) => block.split('\n').map((line) => line.split(/(?<!\\)\|/).slice(1, -1)))
}

describe('the Markdown report', () => {
  test('begins with the verdict and ends with how to repeat it', () => {
    const text = toMarkdown(fakeReport())
    expect(text).toMatch(/^## ❌ serac bench FAILED: 2 of 4 gates, 1 of 2 checks\n\n### Gates\n/)
    expect(all(text, /^### (.*)$/gm)).toEqual([
      'Gates',
      'Checks',
      'Results',
      'Table 3: editors on editing problems',
      'Not run',
      'How to repeat it',
    ])
    const command = String.raw`serac bench qa-hard convsent --edits 1,5,25,75 --data 'it'\''s here.json'`
    expect(text).toContain(`\`\`\`sh\n${command}\n\`\`\`\n`)
    const passing = {...fakeReport(), gates: [], checks: []}
    expect(toMarkdown(passing)).toMatch(/^## ✅ serac bench measured: 16 runs, no gates were set/)
  })

  test.each(hostile)('keeps its tables whole with %j in every text of a row', (nasty) => {
    const report = fakeReport(32)
    const gates = report.gates.map((gate) => ({...gate, problem: nasty, bound: nasty, detail: nasty}))
    const checks = [{name: nasty, passed: true, detail: nasty}]
    const absent = [{problem: nasty, editor: nasty, why: nasty}]
    const runs = report.runs.map((run) => ({
      ...run,
      problem: nasty,
      editor: nasty,
      outcomes: run.outcomes.map((one) => ({...one, answer: nasty, query: {...one.query, text: nasty}})),
    }))
    const text = toMarkdown({...report, gates, checks, absent, runs, command: ['bench', nasty]})
    const tables = tablesOf(text)
    expect(tables.length).toBe(15)
    for (const [head, ...rows] of tables) {
      for (const row of rows) expect(row).toHaveLength(head!.length)
    }
    const outside = text.replace(/^(`{3,})sh\n[^]*?\n\1$/m, '')
    expect(outside.replace(/<br>|<\/?details>|<\/?summary>/g, '')).not.toMatch(/<|(?<!\\)(?:\\\\)*`/)
    expect(text).not.toMatch(/(?![\t\n\r])[\p{Cc}\p{Cs}\u202A-\u202E]/u)
  })

  test('shows the worst failures of each kind, ten at most', () => {
    const text = toMarkdown(fakeReport())
    const titles = all(text, /<summary>(.*), the worst \d+<\/summary>/g)
    expect(titles).toContain('qa-hard, serac (cascade): scope miss')
    for (const [, size] of text.matchAll(/, the worst (\d+)<\/summary>/g))
      expect(Number(size)).toBeLessThanOrEqual(10)
    expect(text).toContain('| query | group | nearest edit | score | wanted | said |')
  })

  test('fences a command that holds fences', () => {
    const text = toMarkdown({...fakeReport(32), command: ['bench', '````\n# title']})
    expect(text).toContain("`````sh\nserac bench '````\n# title'\n`````\n")
  })
})

function all(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found)
}
