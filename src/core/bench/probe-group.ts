import type {FormatName, Probe} from '../format/format.js'
import {normalised} from './metric.js'

/** The name of a query's kind: as its file has it; `shares` tells apart what may ask for the edit in other words. */
export function groupOf({role, group}: Probe, format: FormatName, shares: () => boolean): string {
  if (role === 'in' || role === 'out') return group ?? role
  if (role === 'rephrase') return 'rephrase'
  if (role === 'portability') return `portability: ${group ?? 'other'}`
  if (group === null) return format === 'counterfact' ? 'neighborhood' : 'locality'
  const name = `locality: ${group}`
  return group === 'Relation_Specificity' && shares() ? `${name}, shares a word with the edit` : name
}

const common = new Set(
  'what which who whom whose when where does did has have was were the that this name names called with from for and are its'.split(
    ' ',
  ),
)

/**
 * Whether both texts have a word in common beside the subject and words that every question has; words are compared by
 * their first five letters. Such a query may ask for the edited relation in other words, whatever its file says.
 */
export function sharesWord(a: string, b: string, subject: string | null): boolean {
  const words = (text: string): Set<string> => {
    const bare = normalised(subject === null ? text : text.replaceAll(subject, ' '))
    return new Set(
      bare
        .split(' ')
        .filter((word) => word.length > 2 && !common.has(word))
        .map((word) => word.slice(0, 5)),
    )
  }
  const known = words(b)
  return [...words(a)].some((word) => known.has(word))
}
