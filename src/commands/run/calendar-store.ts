import type { KeepOptions } from '../../../streams/sources/calendar-store.ts'
import { NotLeading } from '../../domain/lease.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import type { LeaderTransport } from '../../kubernetes/leader-transport.ts'
import { saveReadings } from '../../sinks/calendar-store.ts'

export interface CalendarStoreDeps {
  readonly asLeader: LeaderTransport
  readonly namespace: string
  /** Of the Secret. */
  readonly name: string
  /** Its resourceVersion as last seen. */
  readonly version: () => string
  readonly tell: (event: RuntimeEvent) => void
}

/** Where the last good readings are kept; tells that they cannot be, each time, and once that they can again. */
export function calendarStore({ asLeader, namespace, name, version, tell }: CalendarStoreDeps): KeepOptions {
  const write = saveReadings(asLeader, namespace, name, version)
  let isFailing = false
  return {
    save: async (data) => {
      await write(data)
      if (isFailing) tell({ type: 'calendar store recovered' })
      isFailing = false
    },
    onCut: ({ kept, of: all, cutMs = 0 }) => tell({ type: 'calendar store full', kept, of: all, fromMs: cutMs }),
    onFailed: (error) => {
      // Another one keeps them now.
      if (error instanceof NotLeading) return
      isFailing = true
      const because = describeApiError(error, { verb: 'patch', resource: 'secrets', group: '', namespace, name })
      tell({ type: 'calendar store failed', because })
    },
  }
}
