/**
 * Work in steps: it yields where others may have the floor, so that a caller with an event loop can spread it
 * (`streams/calendar/sliced.ts`), while pure callers run it through.
 */
export type Steps<T> = Generator<void, T, undefined>

export function runThrough<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
