import { type Buffer, bufferName, NO_BUFFERS, sayBuffer } from '../buffer/buffer.ts'
import { type Standing, sayFallenBack, standingOf, standsUntil } from '../buffer/standing.ts'
import type { PoolDecision } from '../decide/decision.ts'
import type { Observed, Owner } from '../decide/observed.ts'
import { given } from '../given.ts'
import { problem } from '../problem.ts'
import type { ApplyReason, PlaceholderAction } from './action.ts'
import { type BufferManifests, bufferManifests } from './buffer-manifest.ts'
import { byDeployment } from './by-deployment.ts'
import type { HoldRoom } from './hold-room.ts'
import { BECAUSE, INTENT } from './manifest.ts'
import { ownershipOf } from './ownership.ts'

/**
 * By a CapacityBuffer of our making, and by placeholders while it does not work. Beside these the buffer stays, and asks for nothing: its
 * status tells when it works again, and then they go.
 */
export const byBuffer: HoldRoom = (pool, decision, observed, owner) => {
  const { buffers = NO_BUFFERS, deployments } = observed
  const name = bufferName(pool.pool)
  const buffer = buffers.byName.get(name)
  const isStrangers = buffer !== undefined && ownershipOf(buffer.holder, owner, observed.config) !== 'ours'
  const standing = isStrangers ? strangers(name) : standingOf(buffers, buffer, decision.atMs)
  const deployment = deployments.get(name)
  const hasPods = standing.at === 'failing' || (standing.at === 'awaited' && deployment && !deployment.deleting)
  const pods = hasPods ? byDeployment(pool, decision, observed, owner) : NOTHING
  const action = isStrangers ? undefined : apply(pool, hasPods ? 0 : pool.desired, buffer, observed, owner)
  const because = standing.at === 'failing' ? [problem(`nodePools.${pool.pool}.holdBy`, sayFallenBack(standing))] : []
  return {
    actions: [...pods.actions, ...(action ? [action] : [])],
    problems: [...because, ...pods.problems],
    ...given({ revisitAt: standsUntil(buffer, decision.atMs) }),
  }
}

const NOTHING = { actions: [], problems: [] }

const strangers = (name: string): Standing => ({
  at: 'failing',
  because: `${sayBuffer(name)} is not ours; rename the pool or remove it`,
})

/** Whether a pool's buffer holds its room, so that nothing else has to. */
export function holdsByBuffer(pool: string, { buffers = NO_BUFFERS }: Observed, nowMs: number): boolean {
  return standingOf(buffers, buffers.byName.get(bufferName(pool)), nowMs).at === 'holding'
}

function apply(
  pool: PoolDecision,
  to: number,
  buffer: Buffer | undefined,
  { config, buffers: { version } = NO_BUFFERS }: Observed,
  owner: Owner,
): PlaceholderAction | undefined {
  const settings = config.pools.get(pool.pool)
  if (!settings || version === undefined || pool.paused !== undefined || buffer?.holder.deleting) return undefined
  const wanted = bufferManifests(settings, config, owner, pool.size, to, version)
  const reason = buffer ? reasonToApply(wanted, buffer, to) : { reason: 'create' as const }
  if (!reason) return undefined
  const { metadata } = wanted.buffer
  const annotations = { ...metadata.annotations, [BECAUSE]: pool.because }
  const onto = given({ uid: buffer?.uid })
  return {
    type: 'apply buffer',
    pool: pool.pool,
    manifests: { ...wanted, buffer: { ...wanted.buffer, metadata: { ...metadata, annotations, ...onto } } },
    to,
    because: pool.because,
    ...reason,
    ...onto,
    ...given({ from: buffer?.holder.replicas }),
  }
}

function reasonToApply(
  { buffer: { metadata, spec } }: BufferManifests,
  { holder, template, lacksTemplate }: Buffer,
  to: number,
): { reason: ApplyReason; difference?: string; scaledBy?: string } | undefined {
  const { replicas, scaledBy, annotations } = holder
  if (lacksTemplate) return { reason: 'heal', difference: 'PodTemplate' }
  if (template !== spec.podTemplateRef.name) return { reason: 'heal', difference: 'spec.podTemplateRef' }
  if (replicas !== to) return scaledBy === undefined ? { reason: 'scale' } : { reason: 'heal', scaledBy }
  return annotations[INTENT] === metadata.annotations[INTENT] ? undefined : { reason: 'change' }
}
