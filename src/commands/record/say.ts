import { sayDuration } from '../../domain/duration.ts'
import { sayInstant } from '../../domain/instant.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import { sayCount, sayNames } from '../../domain/say.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { Visit } from '../../recording/book.ts'
import type { Earlier } from '../../recording/earlier.ts'

/** What a recording says of itself, on stderr. */

export function sayEarlier({ visits, open, isTorn }: Earlier, file: string | undefined): readonly string[] {
  const all = visits + open.length
  return [
    ...(all > 0 ? [`goes on with ${file}: ${sayCount(all, 'visit')} are in it`] : []),
    ...(isTorn ? [`the last line of ${file} was cut off in the middle, and is left out`] : []),
  ]
}

export function sayBegan({ pools }: Config, present: number, untilMs: number | undefined): string {
  const end = untilMs === undefined ? '' : ` until ${sayInstant(untilMs)}`
  return `records the servers of users in ${sayNames([...pools.keys()])}${end}: ${present} are there now; Ctrl-C ends it`
}

interface Outcome {
  /** Servers that ended in no pool. */
  readonly outside: number
  readonly file: string | undefined
}

export function sayOver(visits: number, present: readonly Visit[], { outside, file }: Outcome): string {
  const open = present.filter(({ endedMs }) => endedMs === undefined).length
  const said = `${sayCount(visits, 'visit')}${file === undefined ? '' : ` in ${file}`}, ${open} of them still there`
  return outside === 0 ? said : `${said}; ${outside} more were on nodes of no pool, and are left out`
}

export function sayScenario(file: string, unseen: readonly string[]): readonly string[] {
  const none = unseen.map(
    (pool) => `${file} is without the pool ${pool}: no node, or nobody, was seen in it; where you need it, describe it`,
  )
  return [`wrote ${file}; see its first lines, then: warmseats simulate --scenario ${file}`, ...none]
}

/** Outages, and what only a person can change. */
export function sayHealth(event: RuntimeEvent): readonly string[] {
  switch (event.type) {
    case 'cluster lost':
      return [`the API server is lost for ${sayDuration(event.forMs)}, and asked again and again: ${event.because}`]
    case 'cluster found':
      return [`the API server is back after ${sayDuration(event.forMs)}`]
    case 'watch failed':
      return event.kind === 'forbidden' || event.kind === 'unauthorized' ? [event.because] : []
    default:
      return []
  }
}
