import type {Edit, Query} from '../../src/core/edit.js'
import {ranked} from '../../src/core/scope/rank.js'
import type {Scope} from '../../src/core/scope/scope.js'

/** A scope whose scores come from a function. */
export function fakeScope(edits: readonly Edit[], score: (edit: Edit, query: Query) => number): Scope {
  return {
    nearest: async (queries) =>
      queries.map((query) =>
        ranked(edits.map((edit) => ({edit, score: score(edit, query), stages: {embed: score(edit, query)}}))),
      ),
  }
}
