import type {Edit, Query} from '../edit.js'

/** An edit and how surely the query falls under it, `score` in [0, 1]. */
export interface Match {
  readonly edit: Edit
  readonly score: number
  /** Score of each stage that was run, by its name (`embed`, `cross`, `read`). */
  readonly stages: Readonly<Record<string, number>>
}

/**
 * How surely a query falls under each edit: the best edits first, equal scores the newest first.
 * A query's matches do not depend on the other queries of the batch.
 */
export interface Scope {
  nearest(queries: readonly Query[], signal?: AbortSignal): Promise<Match[][]>
}

/** A scope by its classifier: one stage, or both one after the other. `small` ones have half the layers (paper, Table 5). */
export const scopeNames = ['embed', 'cross', 'cascade', 'embed-small', 'cross-small'] as const
export type ScopeName = (typeof scopeNames)[number]
