import type { Decision, PoolDecision } from '../decide/decision.ts'
import type { Observed } from '../decide/observed.ts'
import { given } from '../given.ts'
import { countedBeside, LENT_KINDS, type Lent, type LentName, lentKey, lentTo, sayLent } from '../lent/lent.ts'
import { type Problem, problem } from '../problem.ts'
import type { PlaceholderAction } from './action.ts'
import type { HoldRoom } from './hold-room.ts'

/** By the count of an object that is lent to us. */
export const byLent: HoldRoom = (pool, decision, observed, owner) => {
  const settings = observed.config.pools.get(pool.pool)
  const name = settings && lentTo(settings)
  const lent = name && observed.lent?.get(lentKey(name))
  if (!name) return { actions: [], problems: [] }
  const missing = whyNot(pool.pool, name, lent, owner.namespace)
  if (!lent || missing || lent.holder.deleting || pool.paused !== undefined || observed.givesBack)
    return { actions: [], problems: missing ? [missing] : [] }
  const action = isKept(lent, decision, observed) ? scale(pool, lent, decision, observed) : undefined
  return { actions: action ? [action] : [], problems: [] }
}

/** Its own count is stored before ours takes its place: whoever starts anew after that could not know what to give back. */
function isKept(lent: Lent, { memory }: Decision, { storedLent }: Observed): boolean {
  if (lent.isOurs || storedLent === undefined) return true
  const key = lentKey(lent)
  return storedLent[key]?.count === memory.lent[key]?.count
}

function scale(pool: PoolDecision, lent: Lent, decision: Decision, observed: Observed): PlaceholderAction | undefined {
  const { replicas: from, scaledBy } = lent.holder
  const beside = countedBeside(lent, observed)
  const to = pool.desired + beside
  // By a stale view there may be more users than are seen.
  if (from === to || (beside > 0 && to < from && observed.sight.at === 'stale')) return undefined
  const isUndone = scaledBy !== undefined && decision.memory.lent[lentKey(lent)]?.isTaken === true
  const because = beside > 0 ? `${pool.because}; beside ${beside} with users` : pool.because
  return {
    ...onto(lent, pool.pool),
    reason: isUndone ? 'heal' : 'scale',
    from,
    to,
    because,
    ...given({ scaledBy: isUndone ? scaledBy : undefined }),
  }
}

/** Whatever is written to it is written to the version that was seen. */
export const onto = ({ by, name, holder: { namespace, uid, resourceVersion } }: Lent, pool: string) => ({
  type: 'scale' as const,
  pool,
  lent: { by, name },
  namespace,
  uid,
  resourceVersion,
})

/** Why an object cannot hold a pool's room. */
function whyNot(pool: string, name: LentName, lent: Lent | undefined, namespace: string): Problem | undefined {
  const where = `nodePools.${pool}.holdBy`
  const { isNamespaced, group, version } = LENT_KINDS[name.by]
  if (!lent)
    return problem(
      where,
      `there is no ${sayLent(name)}${isNamespaced ? ` in ${namespace}` : ''} (${group}/${version}), or it may not be read: no room is held; ` +
        `${MENDS[name.by]}, or set holdBy: deployment`,
    )
  if (!lent.isUncounted) return undefined
  return problem(where, `${sayLent(name)} is not static: give it spec.replicas, or set holdBy: deployment`)
}

const MENDS = {
  statefulset: "set z2jh's scheduling.userPlaceholder.enabled, or name the StatefulSet in holdName",
  nodepool: 'make it, or name it in holdName',
}
