import { MINUTE_MS, sayDuration } from '../duration.ts'
import { BUFFER_GROUP, BUFFER_VERSIONS, type Buffer, type Buffers } from './buffer.ts'

/** Whether a buffer holds its pool's room. */
export type Standing =
  | { readonly at: 'holding' }
  /** Just made, or just become unready: the autoscaler has a while. */
  | { readonly at: 'awaited' }
  /** Placeholders have to hold the room. */
  | { readonly at: 'failing'; readonly because: string }

/** Why a pool's room is held otherwise than its values say. */
export const sayFallenBack = ({ because }: Extract<Standing, { at: 'failing' }>): string =>
  `${because}; a Deployment of placeholders holds the room until it works`

/** Autoscalers answer within seconds, after a restart of theirs within half a minute; a class should not wait for longer. */
export const READY_WITHIN_MS = MINUTE_MS

/** @param buffer undefined: there is none yet */
export function standingOf({ version }: Pick<Buffers, 'version'>, buffer: Buffer | undefined, nowMs: number): Standing {
  if (version === undefined)
    return {
      at: 'failing',
      because: `the cluster serves no CapacityBuffer (${BUFFER_GROUP}/${BUFFER_VERSIONS.join(', ')}), or it may not be read`,
    }
  if (!buffer) return { at: 'awaited' }
  const { isReady, unreadMs, sinceMs, because } = buffer
  const waitingMs = isReady ? unreadMs : sinceMs
  if (waitingMs === undefined) return { at: 'holding' }
  if (nowMs < waitingMs + READY_WITHIN_MS) return { at: isReady ? 'holding' : 'awaited' }
  const said = because === undefined ? 'no autoscaler has looked at it' : because
  return {
    at: 'failing',
    because: `CapacityBuffer ${buffer.name} is not ready for provisioning after ${sayDuration(READY_WITHIN_MS)}: ${said}`,
  }
}

/** When a standing ends by itself. Epoch ms. */
export function standsUntil(buffer: Buffer | undefined, nowMs: number): number | undefined {
  const since = buffer?.isReady ? buffer.unreadMs : buffer?.sinceMs
  const untilMs = since === undefined ? undefined : since + READY_WITHIN_MS
  return untilMs !== undefined && untilMs > nowMs ? untilMs : undefined
}
