import { type Buffer, bufferKey, bufferName, isByBuffer, NO_BUFFERS, sayBuffer } from '../buffer/buffer.ts'
import type { Decision } from '../decide/decision.ts'
import type { Observed, Owner } from '../decide/observed.ts'
import { sayDuration } from '../duration.ts'
import { type Problem, problem } from '../problem.ts'
import type { PlaceholderAction } from './action.ts'
import { ownershipOf } from './ownership.ts'

interface Left {
  readonly actions: readonly PlaceholderAction[]
  readonly problems: readonly Problem[]
}

/**
 * Our CapacityBuffers that no pool wants any more: of one that left the config after the fall window, of one that something else holds
 * now at once. Without any pool in the config all stay.
 */
export function buffersLeft({ leaving, atMs }: Decision, observed: Observed, owner: Owner): Left {
  const { config, buffers: { version, byName } = NO_BUFFERS } = observed
  const wanted = new Set([...config.pools.values()].filter(isByBuffer).map(({ name }) => bufferName(name)))
  const actions: PlaceholderAction[] = []
  const problems: Problem[] = []
  if (version === undefined || config.pools.size === 0) return { actions, problems }
  for (const buffer of byName.values()) {
    if (wanted.has(buffer.name) || !isOurs(buffer, owner, observed)) continue
    const pool = buffer.holder.poolLabel ?? ''
    const isElsewhere = config.pools.has(pool)
    const dueMs = isElsewhere ? atMs : leaving.get(bufferKey(buffer.name))
    if (dueMs === undefined) continue
    if (dueMs <= atMs) actions.push(removal(buffer, version, pool, isElsewhere))
    else problems.push(soon(buffer, pool, config.fallWindowMs))
  }
  return { actions, problems }
}

const isOurs = ({ holder }: Buffer, owner: Owner, { config }: Observed): boolean =>
  !holder.deleting && ownershipOf(holder, owner, config) === 'ours'

const removal = (buffer: Buffer, version: string, pool: string, isElsewhere: boolean): PlaceholderAction => ({
  type: 'delete buffer',
  pool,
  version,
  name: buffer.name,
  namespace: buffer.holder.namespace,
  uid: buffer.uid,
  because: isElsewhere ? `pool ${pool} is not held by it any more` : `pool ${pool} is no longer in the config`,
})

const soon = ({ name }: Buffer, pool: string, fallWindowMs: number): Problem =>
  problem(
    'nodePools',
    `no longer names ${pool}: ${sayBuffer(name)} is removed after \`fallWindow\` (${sayDuration(fallWindowMs)}); name the pool again to keep it`,
  )
