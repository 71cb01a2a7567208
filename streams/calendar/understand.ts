import { asyncScheduler, catchError, defer, map, type Observable, of, type SchedulerLike, switchMap } from 'rxjs'
import { type Calendar, parseSteps } from '../../src/domain/calendar/occurrences/parse.ts'
import { type Failed, type Fetched, failed, type Validators } from './fetched.ts'
import { sameContent } from './same-content.ts'
import { sliced } from './sliced.ts'

/** What one try to read a calendar gave. */
export type Attempt = { readonly at: 'unchanged' } | { readonly at: 'calendar'; readonly calendar: Calendar } | Failed

export interface Understanding {
  readonly timezone?: string
}

/**
 * Reads and understands a calendar: each subscription is one try. The same content as last time is `unchanged`, also when a server
 * sends it again; what is refused leaves no trace, so that the server is asked for it again. Never errors.
 */
export function understand(
  read: (known: Validators) => Observable<Fetched>,
  { timezone }: Understanding,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<Attempt> {
  let known: { readonly validators: Validators; readonly text: string } | undefined
  const parsed = (text: string, validators: Validators): Observable<Attempt> => {
    if (known && sameContent(text, known.text)) {
      known = { validators, text }
      return of({ at: 'unchanged' })
    }
    return sliced(() => parseSteps(text, timezone === undefined ? {} : { timezone }), scheduler).pipe(
      map((result) => {
        if (result.at === 'refused') return failed(result.because)
        known = { validators, text }
        return { at: 'calendar', calendar: result.calendar }
      }),
    )
  }
  return defer(() => read(known?.validators ?? {})).pipe(
    switchMap((outcome): Observable<Attempt> => {
      if (outcome.at === 'text') return parsed(outcome.text, outcome.validators)
      return of(outcome)
    }),
    catchError(() => of(failed('it cannot be read'))),
  )
}
