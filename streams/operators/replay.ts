import { type MonoTypeOperatorFunction, ReplaySubject, share } from 'rxjs'

/** One subscription for all, who come later get the latest; ends with the last of them. */
export const replay = <T>(): MonoTypeOperatorFunction<T> =>
  share<T>({ connector: () => new ReplaySubject(1), resetOnRefCountZero: true })
