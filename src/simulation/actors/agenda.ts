import { Observable, type SchedulerLike } from 'rxjs'

export interface Appointment {
  readonly atMs: number
  readonly act: () => void
}

/** Does things at their instants, in order, those of one instant in the order given; one timer for all of them. */
export const agenda = (appointments: readonly Appointment[], clock: SchedulerLike): Observable<never> =>
  new Observable((subscriber) => {
    const sorted = appointments.toSorted((a, b) => a.atMs - b.atMs)
    const untilNext = (at: number) => Math.max(0, (sorted[at]?.atMs ?? 0) - clock.now())
    let at = 0
    if (sorted.length === 0) return subscriber.complete()
    return clock.schedule(function next() {
      for (; at < sorted.length && (sorted[at]?.atMs ?? 0) <= clock.now(); at += 1) sorted[at]?.act()
      if (at < sorted.length) this.schedule(undefined, untilNext(at))
      else subscriber.complete()
    }, untilNext(0))
  })
