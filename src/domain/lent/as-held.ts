import type { PlaceholderDeployment } from '../cluster/deployment.ts'
import { keepingLast, oncePerObject } from '../remembered.ts'
import { isSameList, type Resources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'

/** The pool as it is decided on: placeholders that are not of our making are as large as they are, and share nodes. */
export function asHeld(pool: PoolConfig, holder: PlaceholderDeployment | undefined): PoolConfig {
  if (pool.hold.by !== 'statefulset' || !holder || Object.keys(holder.requests).length === 0) return pool
  return sized(pool)(holder.requests)
}

/** What is remembered of a pool is remembered by its object. */
const sized = oncePerObject((pool: PoolConfig) =>
  keepingLast(
    (requests: Resources): PoolConfig => ({ ...pool, requests, onePerNode: false, mayShareNodes: true }),
    ([a], [b]) => isSameList(a, b),
  ),
)
