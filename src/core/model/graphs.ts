import {closeOpened, once} from '../once.js'
import {float32, type Graph, type Tensors} from './runtime.js'

/** Base or counterfactual model: the same weights without and with the adapter. */
export type Role = 'base' | 'counterfactual'

/** A graph lent for one reply; `feeds` go into every step. */
export interface Lease {
  readonly graph: Graph
  readonly feeds: Tensors
  release(): void
}

export interface RoleGraphs {
  lease(role: Role): Promise<Lease>
  close(): Promise<void>
}

const scale = (value: number): Tensors => ({adapter_scale: float32(Float32Array.of(value), [1])})

/**
 * The graphs of both roles, as few at a time as will do. A process that needs one role loads that one's graph alone.
 * One that needs both keeps the adapted graph, which at scale 0 is the base to the bit, and lets the base's go:
 * the weights are then in memory once.
 */
export function roleGraphs(open: Readonly<Record<Role, () => Promise<Graph>>>): RoleGraphs {
  let base = once(open.base)
  const adapted = once(open.counterfactual)
  let lent = 0

  async function retireBase(): Promise<void> {
    const old = base
    base = once(open.base)
    await closeOpened(old)
  }

  async function openAdapted(): Promise<Graph> {
    if (adapted.opened() === undefined && lent === 0) await retireBase()
    return adapted()
  }

  return {
    async lease(role) {
      if (role === 'counterfactual')
        return {graph: await openAdapted(), feeds: scale(1), release: () => undefined}
      const standIn = await adapted.opened()?.catch(() => undefined)
      if (standIn !== undefined) return {graph: standIn, feeds: scale(0), release: () => undefined}
      lent += 1
      const release = (): void => {
        lent -= 1
        if (lent === 0 && adapted.opened() !== undefined) void retireBase()
      }
      try {
        return {graph: await base(), feeds: {}, release}
      } catch (error) {
        release()
        throw error
      }
    },
    async close() {
      await Promise.all([closeOpened(base), closeOpened(adapted)])
    },
  }
}
