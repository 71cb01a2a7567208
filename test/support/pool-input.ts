import { deploymentName } from '../../src/domain/cluster/deployment.ts'
import type { PoolInput } from '../../src/domain/decide/pool-input.ts'
import { UNLEARNED } from '../../src/domain/demand/lead-time.ts'
import { NO_POOL_HUB } from '../../src/domain/hub/pool-hub.ts'
import { usersByPool } from '../../src/domain/room/pool-users.ts'
import { survey } from '../../src/domain/room/survey.ts'
import type { PoolConfig } from '../../src/domain/settings/config.ts'
import {
  type KnownOfPool,
  type MostPlaceholders,
  mostPlaceholders,
} from '../../src/domain/target/placeholder-limits.ts'
import { sortPlaceholders } from '../../src/domain/target/placeholders.ts'
import { poolIn } from './config.ts'
import { observed, type World } from './observed.ts'
import { at } from './time.ts'

/** What pool `user` of a world is decided by at 09:00, without memory: `poolInput({config, nodes}, {before})`. */
export function poolInput(world: World, more: Partial<PoolInput> = {}): PoolInput {
  const sight = observed(world)
  const nowMs = more.nowMs ?? at('09:00')
  const { byPool, usable } = survey(sight, {}, nowMs)
  const sorted = sortPlaceholders(sight.pods.placeholders.values(), sight.nodes, usable, sight.config, {}, nowMs)
  return {
    pool: poolIn(sight.config),
    observed: sight,
    read: sight.timeline,
    rooms: byPool.get('user') ?? [],
    placeholders: sorted.byPool.get('user'),
    holder: sight.deployments.get(deploymentName('user')),
    before: undefined,
    zone: 'utc',
    calendarHolds: false,
    users: () => usersByPool(sight, byPool).get('user') ?? [],
    leadTime: UNLEARNED,
    spawned: undefined,
    deploymentsUnknown: false,
    foreseen: undefined,
    hub: NO_POOL_HUB,
    nowMs,
    ...more,
  }
}

/** The most placeholders of a pool of which nobody knows more than that one has a node for itself. */
export const mostOf = (pool: PoolConfig, known: Partial<KnownOfPool> = {}): MostPlaceholders =>
  mostPlaceholders(pool, { perNode: 1, isPacked: false, ...known })
