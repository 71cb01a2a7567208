import { Gauge, type Registry } from 'prom-client'
import type { RuntimeEvent } from '../domain/runtime-event.ts'

/** The metrics of what is kept for a restart; only the replica that leads keeps it. */
export function stateMetrics(registry: Registry): (event: RuntimeEvent) => void {
  const gauge = (name: string, help: string) => new Gauge({ name: `warmseats_${name}`, help, registers: [registry] })
  const bytes = gauge('state_bytes', 'Bytes of all that is remembered for a restart; 0 where another replica keeps it.')
  const limit = gauge('state_limit_bytes', 'So many of them are kept; of more what is worth least is left out.')
  const failing = gauge('state_failing', '1 while what is remembered for a restart cannot be written.')
  return (event) => {
    switch (event.type) {
      case 'state measured':
        bytes.set(event.bytes)
        limit.set(event.mostBytes)
        return
      case 'state not kept':
      case 'state kept again':
        if (event.part === 'memory') failing.set(event.type === 'state not kept' ? 1 : 0)
        return
      case 'following':
        for (const metric of [bytes, limit, failing]) metric.set(0)
    }
  }
}
