import { given } from '../../domain/given.ts'
import type { Cluster } from './cluster.ts'

/**
 * Writes onto a node, as a merge patch does. Does nothing when it is gone.
 * @param annotations `null` removes one
 * @param unschedulable undefined: as it is
 */
export function mark(
  { nodes }: Cluster,
  name: string,
  annotations: Readonly<Record<string, string | null>>,
  unschedulable?: boolean,
): void {
  const node = nodes.get(name)
  if (!node) return
  const all = Object.entries({ ...node.annotations, ...annotations })
  const left = Object.fromEntries(all.filter((one): one is [string, string] => one[1] !== null))
  nodes.update(name, { annotations: left, ...given({ unschedulable }) })
}
