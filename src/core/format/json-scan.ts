/** What a scan of JSON text finds: the first mistake, or where the members of the outermost object stand. */
export type Scan =
  | {readonly error: string; readonly offset: number}
  | {readonly members: ReadonlyMap<string, number>; readonly repeated: {name: string; offset: number} | null}

// A string without its quotes, as RFC 8259 has it; unrolled, so that a long one does not fill the backtrack stack.
// eslint-disable-next-line no-control-regex
const character = /[^"\\\u0000-\u001F]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001F]*)*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const space = /[ \t\n\r]*/y
const maxDepth = 200

class Mistake extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/**
 * Scans JSON text, because JSON.parse does not say where it failed, nor that a name stands twice.
 * Offsets count UTF-16 code units from 0. Accepts what JSON.parse accepts, down to 200 levels.
 */
export function scanJson(text: string): Scan {
  const members = new Map<string, number>()
  let repeated: {name: string; offset: number} | null = null
  let at = 0

  const skip = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const [found = ''] = pattern.exec(text) ?? []
    at += found.length
    return found
  }
  const fail = (wanted: string): never => {
    const seen =
      at < text.length ? `not ${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))}` : ''
    throw new Mistake(
      at < text.length ? `${wanted} expected, ${seen}` : `${wanted} expected, but the text ends`,
      at,
    )
  }
  const take = (token: string): void => {
    if (!text.startsWith(token, at)) fail(`'${token}'`)
    at += token.length
  }
  const string = (): string => {
    const start = at
    take('"')
    skip(character)
    if (text[at] === '\\') throw new Mistake('bad escape in a string', at)
    if (at < text.length && text.charCodeAt(at) < 0x20) throw new Mistake('control character in a string', at)
    take('"')
    return text.slice(start, at)
  }
  const list = (close: string, item: () => void): void => {
    at += 1
    skip(space)
    if (text[at] === close) {
      at += 1
      return
    }
    for (;;) {
      item()
      skip(space)
      if (text[at] === close) break
      if (text[at] !== ',') fail(`',' or '${close}'`)
      at += 1
      skip(space)
    }
    at += 1
  }
  const member = (depth: number) => (): void => {
    const offset = at
    if (text[at] !== '"') fail('a name in double quotes')
    const name = String(JSON.parse(string()))
    if (depth === 0 && members.has(name)) repeated ??= {name, offset}
    if (depth === 0) members.set(name, offset)
    skip(space)
    take(':')
    value(depth + 1)
  }
  const value = (depth: number): void => {
    skip(space)
    if (depth > maxDepth) throw new Mistake(`more than ${maxDepth} levels`, at)
    const c = text[at]
    if (c === '{') list('}', member(depth))
    else if (c === '[') list(']', () => value(depth + 1))
    else if (c === '"') string()
    else if (c === 't') take('true')
    else if (c === 'f') take('false')
    else if (c === 'n') take('null')
    else if (skip(number) === '') fail('a JSON value')
  }

  try {
    value(0)
    skip(space)
    if (at < text.length) fail('the end')
    return {members, repeated}
  } catch (error) {
    if (error instanceof Mistake) return {error: error.message, offset: error.offset}
    throw error
  }
}
