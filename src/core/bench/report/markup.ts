/** A piece of HTML or XML that may stand in a page as it is. */
export interface Markup {
  readonly markup: string
}

export type Part = string | number | Markup | readonly Part[]

// What XML 1.0 forbids, the other controls, and marks that turn the direction of the text around them.
const unsafe = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

/** Characters that no report may carry, as visible escapes: ESC becomes `\x1b`. Line breaks and tabs stay. */
export function visible(text: string): string {
  return text.replace(unsafe, (c) => {
    const code = (c.codePointAt(0) ?? 0).toString(16)
    return code.length > 2 ? `\\u{${code}}` : `\\x${code.padStart(2, '0')}`
  })
}

/** Text for the content and for quoted attributes of HTML and of XML 1.0; breaks survive in attributes too. */
export function escape(text: string): string {
  return visible(text).replace(/[&<>"'\n\r\t]/g, (c) => entities[c] ?? c)
}

/** Template of a piece of markup: what is put in is escaped, unless it is markup itself; lists are joined. */
export function markup(fixed: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return {markup: fixed.map((piece, i) => (i === 0 ? piece : written(parts[i - 1] ?? '') + piece)).join('')}
}

/** Text cut so that it takes at most about `size` bytes of a page, with an ellipsis where something is missing. */
export function clipped(text: string, size: number): string {
  let used = 0
  let kept = 0
  for (const c of text) {
    used += c > '\u007F' ? 4 : escape(c).length
    if (used > size) return `${text.slice(0, kept).trimEnd()}…`
    kept += c.length
  }
  return text
}

function written(part: Part): string {
  if (typeof part === 'string') return escape(part)
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(written).join('')
}
