/**
 * Managed instance groups of Google Compute Engine: what GKE's node pools are made of, and clusters that people set up
 * themselves. A node is found by `spec.providerID`, its group by the lists of the groups of its zone and of its region.
 */
import type { Node } from '../../../domain/cluster/node.ts'
import type { NamedGroup } from '../../../domain/settings/utilization-settings.ts'
import { type NodeGroups, type NotDone, sayPool } from '../node-groups.ts'
import { type ComputeEngine, type ComputeEngineOptions, computeEngine } from './compute-engine.ts'
import { createNodes, groupsOfPool } from './create.ts'
import { whyNotFound } from './groups.ts'
import { type Result, removeNodes } from './remove.ts'

export interface GceOptions extends ComputeEngineOptions {
  /** `utilization.gce.groups`, as the config says now. */
  readonly named: () => readonly NamedGroup[]
}

/** Loads Google's library at its first use. */
export function gceGroups({ named, ...options }: GceOptions): NodeGroups {
  let loaded: Promise<ComputeEngine> | undefined
  const engine = () => {
    loaded ??= computeEngine(options)
    return loaded
  }
  return {
    name: 'gce',
    size: async (scope) => {
      try {
        const { groups, refusals } = await groupsOfPool(await engine(), scope, named())
        const [refusal = nameless(scope.name)] = refusals
        if (groups.length === 0 || refusals.length > 0) return { at: 'failed', ...refusal }
        return { at: 'known', nodes: groups.reduce((sum, { group }) => sum + group.targetSize, 0) }
      } catch (error) {
        return { at: 'failed', ...because(error, scope.name) }
      }
    },
    create: async (scope, count) => {
      try {
        const found = await groupsOfPool(await engine(), scope, named())
        const [refusal = nameless(scope.name)] = found.refusals
        return found.groups.length === 0
          ? { at: 'failed', ...refusal }
          : await createNodes(await engine(), found, count, scope.lateBeforeMs)
      } catch (error) {
        return { at: 'failed', ...because(error, scope.name) }
      }
    },
    remove: async (nodes) => {
      const found = await removeNodes(engine, nodes, named())
      return nodes.map((node) => ({ node: node.name, ...(found.get(node.name) ?? foreign(node)) }))
    },
  }
}

const because = (error: unknown, pool: string): NotDone => whyNotFound(error, `look up the groups of ${sayPool(pool)}`)

const nameless = (pool: string): NotDone => ({
  because: `no managed instance group of ${sayPool(pool)} is known: no node of it tells one; name it in utilization.gce.groups`,
})

const foreign = ({ providerId = '' }: Node): Result => ({
  at: 'failed',
  because: `its providerID \`${providerId}\` is not of Google Compute Engine (gce://project/zone/name)`,
})
