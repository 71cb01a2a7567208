import type { Pod } from './pod.ts'

/** Whether it brings images that are not there yet. */
export const isCarrying = ({ pulls, hasStarted, deleting }: Pod): boolean =>
  pulls !== undefined && hasStarted === undefined && !deleting

/** The pod is on the node, or no longer. */
export function putOn(byNode: Map<string, readonly Pod[]>, node: string, pod: Pod, isThere: boolean): void {
  const others = byNode.get(node)?.filter(({ uid }) => uid !== pod.uid) ?? []
  const all = isThere ? [...others, pod] : others
  if (all.length === 0) byNode.delete(node)
  else byNode.set(node, all)
}

/** Those of one pool. */
export const carriersOf = (pool: string, byNode: ReadonlyMap<string, readonly Pod[]>): readonly Pod[] =>
  [...byNode.values()].flat().filter(({ poolLabel }) => poolLabel === pool)
