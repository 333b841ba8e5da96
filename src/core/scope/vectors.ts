import {createHash, randomUUID} from 'node:crypto'
import {mkdir, open, readFile, rename} from 'node:fs/promises'
import {join} from 'node:path'
import {editText, type Edit} from '../edit.js'
import type {Encoder} from './encoder.js'

/** The vectors of edits, by id, and how to get those that are missing. */
export interface Vectors {
  /** One vector an edit, in their order; encodes and keeps what is not known yet. `report` hears how many are done. */
  of(
    edits: readonly Edit[],
    report?: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<Float32Array[]>
}

/**
 * Vectors kept in a file under `cache`, one for each encoder (`buildHash`): derived data, made anew when lost.
 * A row is the SHA-256 of the text, 32 bytes, `width` float32 (little endian), 8 bytes of checksum. Rows are appended whole; a file
 * with any other row is written anew.
 */
export function fileVectors(
  cache: string,
  buildHash: string,
  width: number,
  encoder: () => Promise<Encoder>,
): Vectors {
  const path = join(cache, `vectors-${buildHash.slice(0, 16)}.bin`)
  const known = new Map<string, Float32Array>()
  let loading: Promise<boolean> | undefined

  return {
    async of(edits, report, signal) {
      const clean = await (loading ??= load(path, width, known))
      const missing = [...new Set(edits.map(editText))]
        .map((text) => ({text, id: keyOf(text)}))
        .filter(({id}) => !known.has(id))
      const rows: Buffer[] = []
      try {
        for (const [i, {text, id}] of missing.entries()) {
          signal?.throwIfAborted()
          report?.(i, missing.length)
          const vector = await (await encoder()).embed(text)
          known.set(id, vector)
          rows.push(row(id, vector))
        }
      } finally {
        await save(path, clean ? rows : [...known].map(([id, vector]) => row(id, vector)), !clean)
        loading = Promise.resolve(true)
      }
      return edits.map((edit) => {
        const vector = known.get(keyOf(editText(edit)))
        if (vector === undefined) throw new Error(`edit ${edit.id} has no vector`)
        return vector
      })
    },
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function row(id: string, vector: Float32Array): Buffer {
  const body = Buffer.concat([
    Buffer.from(id, 'hex'),
    Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
  ])
  return Buffer.concat([body, checksum(body)])
}

function checksum(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest().subarray(0, 8)
}

/** Reads every good row into `known`; false if the file holds anything else. */
async function load(path: string, width: number, known: Map<string, Float32Array>): Promise<boolean> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0))
  const size = 32 + width * 4 + 8
  let clean = bytes.length % size === 0
  for (let at = 0; at + size <= bytes.length; at += size) {
    const body = bytes.subarray(at, at + size - 8)
    if (!checksum(body).equals(bytes.subarray(at + size - 8, at + size))) {
      clean = false
      continue
    }
    const vector = new Float32Array(body.buffer.slice(body.byteOffset + 32, body.byteOffset + 32 + width * 4))
    known.set(body.toString('hex', 0, 32), vector)
  }
  return clean
}

/** Vectors only save work: where they cannot be kept they are made again next time. */
async function save(path: string, rows: readonly Buffer[], anew: boolean): Promise<void> {
  if (rows.length === 0) return
  try {
    await mkdir(join(path, '..'), {recursive: true})
    const target = anew ? `${path}.${randomUUID()}` : path
    const file = await open(target, anew ? 'w' : 'a')
    try {
      await file.write(Buffer.concat(rows))
    } finally {
      await file.close()
    }
    if (anew) await rename(target, path)
  } catch {
    return
  }
}
