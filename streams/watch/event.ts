/** What a watch says. Only `reflect.ts` looks inside: past it there are whole Maps. */
import type { FailureKind } from './failure.ts'

export type WatchEvent<T> =
  /** A part of what is large, before the first list is complete: `synced`, with all there is, says which of it counts. */
  | { readonly type: 'listed'; readonly uid: string; readonly item: T }
  /** All there is, by uid: after the first list and after each relist. An unchanged object keeps its very item. */
  | { readonly type: 'synced'; readonly items: ReadonlyMap<string, T> }
  | { readonly type: 'applied'; readonly uid: string; readonly item: T }
  /** With the last item known. Also when an object is not ours any more, or was replaced by a namesake. */
  | { readonly type: 'deleted'; readonly uid: string; readonly item: T }
  /** Proof of life without a change: a watch was opened, a bookmark, an object that is not ours. */
  | { readonly type: 'heard' }
  /** A try that failed, told before its backoff. */
  | { readonly type: 'failed'; readonly failure: WatchFailure }

export type WatchFailure = {
  readonly kind: FailureKind
  /** A sentence for people: what failed, why, what to do. */
  readonly because: string
  /** 0: at once. */
  readonly retryInMs: number
}
