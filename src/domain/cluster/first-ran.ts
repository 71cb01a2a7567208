import { parseInstant } from '../instant.ts'
import type { RawContainerStatus } from '../scheduling/pod-requests.ts'

/** When all containers first ran. Not the Ready condition: that changes again when the node is lost for a while. */
export function firstRanMs(statuses: readonly RawContainerStatus[] | undefined): number | undefined {
  const started = (statuses ?? []).map(({ restartCount = 0, state }) =>
    restartCount === 0 ? parseInstant(state?.running?.startedAt) : undefined,
  )
  const known = started.filter((ms) => ms !== undefined)
  return known.length > 0 && known.length === started.length ? Math.max(...known) : undefined
}
