import type {Style} from './style.js'

// What a terminal may act on, or what may reorder or hide text: C0 and C1 controls, DEL, bidi and zero-width marks,
// line and paragraph separators, tags, the byte order mark, and halves of surrogate pairs.
// eslint-disable-next-line no-control-regex
const unsafe =
  /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}\p{Surrogate}]/gu

/** Replaces every character that a terminal could act on by a visible escape: ESC becomes `\x1b`. Idempotent. */
export function sanitise(text: string): string {
  return text.replace(unsafe, escape)
}

/** As `sanitise`, but line breaks and tabs pass: for text of several lines of our own making. */
export function sanitiseLines(text: string): string {
  return text.replace(unsafe, (c) => (c === '\n' || c === '\t' ? c : escape(c)))
}

/** One line: breaks become `\n` and `\r`; on a terminal, every unsafe character its escape. */
export function oneLine(text: string, style: Pick<Style, 'tty'>): string {
  return style.tty ? sanitise(text) : text.replace(/[\n\r]/g, escape)
}

/** JSON that is safe to look at: controls, bidi marks and lone surrogates as \u escapes. Parses to the same value. */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent)
  return text.replace(unsafe, (c) =>
    c === '\n' ? c : c.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}

/** Columns that a text takes in a terminal; wide characters (CJK, emoji) count two. */
export function columns(text: string): number {
  let width = 0
  for (const {segment} of graphemesOf(text)) width += wide.test(segment) ? 2 : 1
  return width
}

/** The text cut to at most `width` columns, with an ellipsis where something is missing. */
export function clip(text: string, width: number): string {
  if (columns(text) <= width) return text
  let kept = ''
  let used = 1
  for (const {segment} of graphemesOf(text)) {
    used += wide.test(segment) ? 2 : 1
    if (used > width) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

function escape(c: string): string {
  if (c === '\n') return '\\n'
  if (c === '\r') return '\\r'
  if (c === '\t') return '\\t'
  const code = c.codePointAt(0) ?? 0
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
}

const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u

let segmenter: Intl.Segmenter | undefined

/** Made at the first use: it costs a millisecond or two, and most commands draw no table. */
function graphemesOf(text: string): Intl.Segments {
  return (segmenter ??= new Intl.Segmenter()).segment(text)
}
