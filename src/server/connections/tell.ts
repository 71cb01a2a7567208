import type { Registry } from 'prom-client'
import { MINUTE_MS } from '../../domain/duration.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import { families } from '../metrics/families.ts'
import type { Because, Port, TellRefusal } from './refusal.ts'

export interface RefusalsDeps {
  readonly registry: Registry
  readonly tell: (event: RuntimeEvent) => void
  /** Monotonic, ms. */
  readonly clock: () => number
}

/** Without such a refusal for so long, the next is news. */
const QUIET_MS = 10 * MINUTE_MS

/**
 * Counts each refusal, and tells the first of a flood, of each port and reason: floods are long, and a line for each would be another. Who is
 * late is only counted: browsers open connections that they may never use.
 */
export function refusals({ registry, tell, clock }: RefusalsDeps): TellRefusal {
  const counted = families(registry).counter(
    'connections_refused_total',
    'Connections that were closed to bound them: `address`, one address had too many; `all`, too many in all; `late`, handshake or request did not come in time; `streams`, too many pages are open.',
    ['port', 'because'],
  )
  const lastMs = new Map<string, number>()
  for (const port of PORTS) for (const because of BECAUSE[port]) counted.inc({ port, because }, 0)
  return (refusal) => {
    const { port, because } = refusal
    counted.inc({ port, because })
    if (because === 'late') return
    const kind = `${port} ${because}`
    const nowMs = clock()
    const quietMs = nowMs - (lastMs.get(kind) ?? Number.NEGATIVE_INFINITY)
    lastMs.set(kind, nowMs)
    if (quietMs >= QUIET_MS) tell({ type: 'connections refused', port, because: sayRefusal(because, refusal.address) })
  }
}

const PORTS = ['http', 'https'] as const satisfies readonly Port[]
const BECAUSE: Readonly<Record<Port, readonly Because[]>> = {
  http: ['address', 'all', 'late', 'streams'],
  https: ['address', 'all', 'late'],
}

export function sayRefusal(because: Exclude<Because, 'late'>, address: string): string {
  const who = address || 'an address that is gone'
  switch (because) {
    case 'address':
      return `${who} has more connections than one address may have: its oldest are closed`
    case 'all':
      return `there are more connections than there may be: the oldest of the address with the most are closed, first of ${who}`
    case 'streams':
      return `more status pages are open than may hear of news, first one of ${who}: it is loaded anew now and then`
  }
}
