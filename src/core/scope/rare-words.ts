import {editText, type Edit} from '../edit.js'

/** A word is rare that stands in no more than this share of the edits, or in one. */
const rareShare = 0.02

/**
 * At most `most` edits that share the most telling words with a query, best first: each rare word counts the logarithm of how
 * rare it is. It finds what an embedding of whole texts overlooks, as the edit whose answer a question names.
 */
export function byRareWords(edits: readonly Edit[], most: number): (query: string) => Edit[] {
  const holders = new Map<string, Edit[]>()
  for (const edit of edits) {
    for (const word of wordsOf(editText(edit))) {
      const found = holders.get(word)
      if (found === undefined) holders.set(word, [edit])
      else found.push(edit)
    }
  }
  const often = Math.max(1, rareShare * edits.length)
  return (query) => {
    const weight = new Map<Edit, number>()
    for (const word of wordsOf(query)) {
      const found = holders.get(word) ?? []
      if (found.length > often) continue
      const told = Math.log((edits.length + 1) / found.length)
      for (const edit of found) weight.set(edit, (weight.get(edit) ?? 0) + told)
    }
    return [...weight]
      .sort(([a, x], [b, y]) => y - x || b.seq - a.seq)
      .slice(0, most)
      .map(([edit]) => edit)
  }
}

/** Words of three letters or digits and more, lower case, without accents. */
function wordsOf(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return new Set(plain.match(/[\p{L}\p{N}]{3,}/gu))
}
