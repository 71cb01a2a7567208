import type { Logger } from 'pino'
import { MINUTE_MS } from '../domain/duration.ts'
import type { RefusedCaller } from '../domain/profiles/known/profiles-event.ts'
import { TOLD_AT_ONCE } from './on-change.ts'

/** An address that was not heard of for so long begins anew. */
const FORGOTTEN_MS = 10 * MINUTE_MS

/**
 * Whom the API for hubs refuses, in the log: of each address a line a minute, with how often since the line before, and of
 * all of them `TOLD_AT_ONCE`. By address and not by account: that is what a stranger cannot make up.
 * @param now ms, any clock
 */
export function refusedCallersLog(log: Logger, now: () => number): (refused: RefusedCaller) => void {
  const addresses = new Map<string, { readonly toldMs: number; untold: number }>()
  let untoldElsewhere = 0

  return ({ account, address, status, because }) => {
    const nowMs = now()
    const isToldOf = ({ toldMs }: { readonly toldMs: number }) => nowMs - toldMs < MINUTE_MS
    const before = addresses.get(address)
    if (before && isToldOf(before)) {
      before.untold += 1
      return
    }
    for (const [one, { toldMs }] of addresses) if (nowMs - toldMs >= FORGOTTEN_MS) addresses.delete(one)
    if ([...addresses.values()].filter(isToldOf).length >= TOLD_AT_ONCE) {
      untoldElsewhere += 1
      return
    }
    const times = 1 + (before?.untold ?? 0)
    const elsewhere = untoldElsewhere
    addresses.set(address, { toldMs: nowMs, untold: 0 })
    untoldElsewhere = 0
    log.warn({ account, address, status, because, times, elsewhere }, 'caller refused')
  }
}
