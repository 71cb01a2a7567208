/** An Observable as a queue: `await heard.next()`. Everything is kept from the subscription on. */
import type { Observable, Subscription } from 'rxjs'

export type Listening<T> = {
  readonly all: readonly T[]
  next(): Promise<T>
  readonly subscription: Subscription
  [Symbol.dispose](): void
}

export function listen<T>(source: Observable<T>): Listening<T> {
  const all: T[] = []
  const waiting: { readonly resolve: (value: T) => void; readonly reject: (error: unknown) => void }[] = []
  let taken = 0
  const subscription = source.subscribe({
    next: (value) => {
      all.push(value)
      const taker = waiting.shift()
      if (taker) {
        taken += 1
        taker.resolve(value)
      }
    },
    error: (error) => {
      for (const taker of waiting) taker.reject(error)
    },
  })
  return {
    all,
    subscription,
    next() {
      const value = all[taken]
      if (value === undefined) return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
      taken += 1
      return Promise.resolve(value)
    },
    [Symbol.dispose]: () => subscription.unsubscribe(),
  }
}
