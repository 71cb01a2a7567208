import { fingerprint } from '../fingerprint.ts'
import { linesOfVerdict, sayVerdict } from '../verdict/say.ts'
import type { Verdict } from '../verdict/verdict.ts'

/** What is known of a class once it is over: whether all were served, and in what words. */
export interface Aftermath {
  readonly wasWell: boolean
  /** `338 of 350 came, nobody waited`. */
  readonly text: string
  readonly lines: readonly string[]
}

/**
 * What became of the classes that have a verdict, by UID and start. One that asked several pools has one of each, and is told
 * pool by pool.
 */
export function aftermaths(
  verdicts: Iterable<Verdict>,
  zone: string,
): (uid: string, startMs: number) => Aftermath | undefined {
  const byClass = Map.groupBy(verdicts, ({ uid, startMs }) => `${startMs} ${uid}`)
  return (uid, startMs) => {
    const own = byClass.get(`${startMs} ${fingerprint(uid)}`)
    return (
      own &&
      aftermathOf(
        own.toSorted((a, b) => (a.pool < b.pool ? -1 : 1)),
        zone,
      )
    )
  }
}

function aftermathOf(own: readonly Verdict[], zone: string): Aftermath {
  const named = (pool: string, text: string) => (own.length > 1 ? `${pool}: ${text}` : text)
  return {
    wasWell: own.every(({ late }) => late === 0),
    text: own.map((one) => named(one.pool, sayVerdict(one))).join('; '),
    lines: own.flatMap((one) => linesOfVerdict(one, zone).map((line) => named(one.pool, line))),
  }
}
