import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Tokenizer as HubTokenizer} from '@huggingface/tokenizers'
import {Fault} from '../fault.js'

export interface Tokenizer {
  /** Ids of a text that people wrote: a special token's name in it is spelled out, never obeyed. */
  encode(text: string): number[]
  /** The exact text of ids, special tokens left out. */
  decode(ids: readonly number[]): string
  /** The id of a special token by its name. */
  special(name: string): number
}

/** Loads `tokenizer.json` and `tokenizer_config.json` of a model folder. */
export async function openTokenizer(folder: string): Promise<Tokenizer> {
  const [json, config] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json'].map(async (name) => parse(join(folder, name))),
  )
  const tokenizer = new HubTokenizer(json ?? {}, config ?? {})
  const specials = [...tokenizer.get_added_tokens_decoder().values()].map((token) => token.content)
  const plain = (text: string): number[] => tokenizer.encode(text, {add_special_tokens: false}).ids

  return {
    encode: (text) => spelled(text, specials).flatMap(plain),
    decode: (ids) =>
      ids.length === 0
        ? ''
        : tokenizer.decode([...ids], {skip_special_tokens: true, clean_up_tokenization_spaces: false}),
    special: (name) => {
      const id = tokenizer.token_to_id(name)
      if (id === undefined) throw new Fault('model', `the tokenizer in ${folder} has no token ${name}`)
      return id
    },
  }
}

/** Cuts a text after the first character of each special token's name, so that no piece holds a whole one. */
export function spelled(text: string, specials: readonly string[]): string[] {
  const cuts = new Set<number>()
  for (const special of specials) {
    if (special.length < 2) continue
    for (let at = text.indexOf(special); at >= 0; at = text.indexOf(special, at + 1)) cuts.add(at + 1)
  }
  const ends = [...cuts].sort((a, b) => a - b)
  return [...ends, text.length]
    .map((end, i) => text.slice(ends[i - 1] ?? 0, end))
    .filter((piece) => piece !== '')
}

async function parse(path: string): Promise<object> {
  try {
    const json: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof json === 'object' && json !== null) return json
    throw new Error('no JSON object')
  } catch (cause) {
    throw new Fault('model', `cannot read the tokenizer ${path}: ${String(cause)}`, {
      hints: ['serac models verify'],
      cause,
    })
  }
}
