import { defer, from, map, type Observable, type ObservableInput } from 'rxjs'
import { NOTHING_WATCHED, type Watch } from '../../src/domain/notify/advance.ts'
import type { Claimed } from '../../src/domain/notify/claimed.ts'
import { NOTHING_TOLD, type Told, toldByBoth, toldText } from '../../src/domain/notify/told.ts'

/** The state ConfigMap as last seen. */
export interface Stored {
  readonly resourceVersion: string
  readonly told?: Told
}

/** Writes it down if nothing was written since `resourceVersion`; never errors. */
export type Claim = (told: Told, resourceVersion: string, as: 'leader' | 'anybody') => ObservableInput<Claimed>

export interface LedgerDeps {
  /** undefined: it is not there. */
  readonly stored: () => Stored | undefined
  readonly claim: Claim
  readonly onUnkept: (because: string) => void
}

/** `keep`: it may be told. `wait`: not yet; look again soon. */
export type Kept = 'keep' | 'wait'

/** A server may be overloaded for a moment; what cannot be written down then is told all the same. */
const PATIENCE = 3

/**
 * What this replica has told, or seen to be told, as it leads: written down before it is told, so that nobody repeats it. Where
 * that fails for good it is told without: that people wait is worth more than that it is told once.
 */
export function ledger({ stored, claim, onUnkept }: LedgerDeps) {
  /** undefined: what is written down counts. */
  let told: Told | undefined
  /** What was written down as `told` began: by whom else it is written since, of that `told` knows nothing. */
  let basis = ''
  let { goneSinceMs } = NOTHING_WATCHED
  let failures = 0
  /** Told, and not written down. */
  let unkept: Told = NOTHING_TOLD

  const now = (): Watch => {
    if (told === undefined) {
      const written = stored()?.told ?? NOTHING_TOLD
      basis = toldText(written)
      told = toldByBoth(written, unkept)
    }
    return { told, goneSinceMs }
  }
  const note = (next: Watch) => {
    told = next.told
    goneSinceMs = next.goneSinceMs
  }
  const fail = (next: Watch, because: string): Kept => {
    failures += 1
    if (failures < PATIENCE) return 'wait'
    if (failures === PATIENCE) onUnkept(because)
    unkept = next.told
    note(next)
    return 'keep'
  }
  const settle = (next: Watch, claimed: Claimed): Kept => {
    if (claimed.at === 'failed') return fail(next, claimed.because)
    if (claimed.at === 'overtaken') {
      // Mostly by our own memory; but who has just become the leader may not have seen all that the last one wrote.
      // Nothing is told by a version that is not the newest.
      told = undefined
      return 'wait'
    }
    failures = 0
    unkept = NOTHING_TOLD
    basis = toldText(next.told)
    note(next)
    return 'keep'
  }
  return {
    now,
    /** Nothing has to be told: it is remembered here alone. */
    note,
    /** Who does not lead hears of nothing that the leader tells; it begins with what is written down then. */
    forget: () => {
      told = undefined
      goneSinceMs = NOTHING_WATCHED.goneSinceMs
    },
    keep: (next: Watch): Observable<Kept> =>
      defer(() => {
        now()
        const seen = stored()
        if (!seen) return [{ at: 'failed', because: 'the state ConfigMap is gone' } as const]
        // The last leader may have written while this one was taking over.
        if (toldText(seen.told ?? NOTHING_TOLD) !== basis) return [{ at: 'overtaken' } as const]
        return from(claim(next.told, seen.resourceVersion, 'leader'))
      }).pipe(map((claimed) => settle(next, claimed))),
  }
}
