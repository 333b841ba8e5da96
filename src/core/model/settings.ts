import * as v from 'valibot'
import {Fault} from '../fault.js'
import type {DecoderOptions} from './decoder.js'
import type {ModelEntry} from './manifest.js'

const decoderSchema = v.object({
  layers: v.number(),
  kv_heads: v.number(),
  head_size: v.number(),
  context: v.number(),
  vocabulary: v.number(),
  end_of_turn: v.number(),
})

const scopeSchema = v.object({
  threshold: v.number(),
  maxTokens: v.number(),
})

const embedSchema = v.object({
  ...scopeSchema.entries,
  dimensions: v.number(),
  shortlist: v.number(),
  floor: v.number(),
  always: v.optional(v.number()),
  named: v.optional(v.number()),
})

const fusionSchema = v.object({logit: v.number(), g: v.number(), gSquared: v.number(), bias: v.number()})

const claimSchema = v.object({
  ...fusionSchema.entries,
  reading: v.optional(
    v.object({from: v.number(), to: v.number(), fused: v.number(), read: v.number(), bias: v.number()}),
  ),
})

const crossSchema = v.object({
  ...scopeSchema.entries,
  cascade: v.optional(
    v.object({
      threshold: v.number(),
      fusion: v.object({...fusionSchema.entries, claim: v.optional(claimSchema)}),
    }),
  ),
})

/** How a scope classifier is run. */
export type ScopeSettings = v.InferOutput<typeof scopeSchema>

/** Settings of a decoder in the manifest. Throws `model-altered` when they are not such. */
export function decoderSettings(model: ModelEntry): DecoderOptions {
  const {
    layers,
    kv_heads: heads,
    head_size: width,
    context,
    vocabulary,
    end_of_turn: stop,
  } = parse(decoderSchema, model)
  return {cache: {layers, heads, width}, context, vocabulary, stop}
}

/** Settings of a scope classifier in the manifest. Throws `model-altered` when they are not such. */
export function scopeSettings(model: ModelEntry): ScopeSettings {
  return parse(scopeSchema, model)
}

/** Settings of the pair classifier, with those of the cascade that ends in it. Throws `model-altered` when they are not such. */
export function crossSettings(model: ModelEntry): v.InferOutput<typeof crossSchema> {
  return parse(crossSchema, model)
}

/** Settings of the encoder, with those of the cascade that it leads. Throws `model-altered` when they are not such. */
export function embedSettings(model: ModelEntry): v.InferOutput<typeof embedSchema> {
  return parse(embedSchema, model)
}

function parse<T extends v.GenericSchema>(schema: T, model: ModelEntry): v.InferOutput<T> {
  const result = v.safeParse(schema, model.settings)
  if (result.success) return result.output
  const issue = result.issues[0]
  throw new Fault(
    'model-altered',
    `the manifest's settings of ${model.name} are wrong: ${issue?.message ?? ''}`,
    {
      hints: ['serac models verify'],
    },
  )
}
