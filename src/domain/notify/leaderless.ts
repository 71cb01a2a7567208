import { MINUTE_MS, sayDuration } from '../duration.ts'
import type { Place } from '../snapshot/waiting/doing.ts'
import type { Trouble } from './notice.ts'

export const LEADER_KEY = 'leader'

/** At a rollout, and when a leader is lost, the next one needs a moment. */
export const LEADERLESS_MS = MINUTE_MS

/** That nobody leads: found by who does not lead, since nobody else is there. */
export const leaderless = (sinceMs: number, { namespace }: Place, nowMs: number): Trouble => ({
  kind: 'leader',
  key: LEADER_KEY,
  headline: `no replica leads, for ${sayDuration(nowMs - sinceMs)} already: nothing is written, and counts stay as they are`,
  lines: [],
  doings: [{ text: 'see whether one runs and who holds the Lease', copy: `kubectl -n ${namespace} get pods,leases` }],
})

/** Said where the state ConfigMap cannot be written, or not read. */
export const PERHAPS_TWICE =
  'that this was told could not be written down: every other replica that sees the same tells it too, and a restart may repeat it'
