import { asyncScheduler, catchError, defer, map, type Observable, of, type SchedulerLike, switchMap } from 'rxjs'
import { type Failed, type Fetched, failed, type Validators } from './fetched.ts'
import { type Stretch, stretchAround } from './horizon.ts'
import { type OpenCalendar, openHere, type ReadStretch } from './reader.ts'
import type { Made } from './rolling.ts'
import { sameContent } from './same-content.ts'

/** What one try to read a calendar gave. */
export type Attempt =
  | { readonly at: 'unchanged' }
  | { readonly at: 'calendar'; readonly read: ReadStretch; readonly first: Made }
  | Failed

export interface Understanding {
  readonly timezone?: string
  /** What is read, instead of what lies around the present. */
  readonly stretch?: Stretch
  readonly open?: OpenCalendar
}

/**
 * Reads and understands a calendar: each subscription is one try. The same content as last time is `unchanged`, also when a server
 * sends it again; what is refused, or fails for the stretch of time that counts now, leaves no trace, so that the server
 * is asked for it again. Never errors.
 */
export function understand(
  fetch: (known: Validators) => Observable<Fetched>,
  { timezone, stretch, open = openHere }: Understanding,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<Attempt> {
  let known: { readonly validators: Validators; readonly text: string } | undefined
  const understood = (text: string, validators: Validators): Observable<Attempt> => {
    if (known && sameContent(text, known.text)) {
      known = { validators, text: known.text }
      return of({ at: 'unchanged' })
    }
    const read = open(text, timezone === undefined ? {} : { timezone }, scheduler)
    const madeMs = scheduler.now()
    return read(stretch ?? stretchAround(madeMs)).pipe(
      map((outcome) => {
        if (outcome.at === 'failed') return outcome
        known = { validators, text }
        return { at: 'calendar', read, first: { reading: outcome.reading, madeMs } }
      }),
    )
  }
  return defer(() => fetch(known?.validators ?? {})).pipe(
    switchMap((outcome): Observable<Attempt> => {
      if (outcome.at === 'text') return understood(outcome.text, outcome.validators)
      return of(outcome)
    }),
    catchError(() => of(failed('it cannot be read'))),
  )
}
