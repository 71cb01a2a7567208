import { type Observable, Subject, throttleTime } from 'rxjs'
import { SECOND_MS } from '../../domain/duration.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import { listened } from '../../kubernetes/listened.ts'
import type { Transport } from '../../kubernetes/transport.ts'

/** What every request tells of the API server, and what everybody may say of the watches. */
export interface Questioned {
  readonly transport: Transport
  /** Emits when watches have to look anew, and why. */
  readonly doubted$: Observable<string>
  readonly reached$: Observable<unknown>
  /** Emits when the API server lets us do again what it had refused. */
  readonly relieved$: Observable<unknown>
  readonly doubt: (because: string) => void
}

export interface QuestionedDeps {
  /** Epoch ms. */
  readonly wall: () => number
  readonly tell: (event: RuntimeEvent) => void
}

/** To look anew costs a request for each watch. */
const DOUBT_EVERY_MS = 5 * SECOND_MS
/** Clocks that differ by less are as good as the same to everything that reckons with them. */
const SKEW_MS = 30 * SECOND_MS

export function questioned(transport: Transport, { wall, tell }: QuestionedDeps): Questioned {
  const reached$ = new Subject<void>()
  const relieved$ = new Subject<void>()
  const doubts$ = new Subject<string>()
  const doubt = (because: string) => doubts$.next(because)
  let isSkewed = false
  const onAnswer = (serverMs: number | undefined) => {
    reached$.next()
    if (serverMs === undefined) return
    const aheadMs = wall() - serverMs
    if (Math.abs(aheadMs) > SKEW_MS === isSkewed) return
    isSkewed = !isSkewed
    tell(isSkewed ? { type: 'clock wrong', aheadMs } : { type: 'clock right' })
  }
  return {
    transport: listened(transport, { onAnswer, onRelief: () => relieved$.next(), onTimeout: doubt }),
    doubted$: doubts$.pipe(throttleTime(DOUBT_EVERY_MS)),
    reached$,
    relieved$,
    doubt,
  }
}
