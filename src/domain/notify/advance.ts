import { DAY_MS, MINUTE_MS } from '../duration.ts'
import { given } from '../given.ts'
import type { News, Trouble } from './notice.ts'
import { type Begun, bounded, MOST_BEGUN, NOTHING_TOLD, type Told } from './told.ts'

/** What one look at the world found. */
export interface Found {
  readonly troubles: readonly Trouble[]
  readonly news: readonly News[]
  /** Kinds of which nothing can be seen now: none of them ends meanwhile. */
  readonly unseen: ReadonlySet<Trouble['kind']>
}

/** What was told, and since when troubles of it are not there: the second is forgotten by a restart, which waits once more. */
export interface Watch {
  readonly told: Told
  /** By key. Epoch ms. */
  readonly goneSinceMs: Readonly<Record<string, number>>
}

export const NOTHING_WATCHED: Watch = { told: NOTHING_TOLD, goneSinceMs: {} }

/** Of which people are to be told now, and what is to be remembered before that. */
export interface Advance {
  readonly watch: Watch
  readonly begun: readonly Trouble[]
  /** By key, as they were told. */
  readonly over: readonly (readonly [key: string, was: Begun])[]
  readonly news: readonly News[]
}

/** So long nothing must be seen of a trouble until it is over: one that comes and goes is one. */
const QUIET_MS: Readonly<Record<Begun['kind'], number>> = {
  waits: 2 * MINUTE_MS,
  leader: MINUTE_MS,
  doesNotFit: 10 * MINUTE_MS,
  // Its end is not told, and an event that is edited back and forth is told once a day at most.
  events: DAY_MS,
  verdicts: 0,
}

/** What is past is no news, however late somebody leads again. */
const REMEMBERED_MS = 2 * DAY_MS

/** Pure. Of the same found twice the second time there is nothing to tell. */
export function advance(before: Watch, { troubles, news, unseen }: Found, nowMs: number): Advance {
  const now = new Map(troubles.map((one) => [one.key, one]))
  const known = before.told.begun
  const begun = withinRoom(
    known,
    [...now.values()].filter(({ key }) => !(key in known)),
  )
  const goneSinceMs = goneIn(before, now, nowMs)
  const [over, lasting] = parted(Object.entries(known), ([key, { kind, passesMs = Number.POSITIVE_INFINITY }]) => {
    const sinceMs = goneSinceMs[key]
    if (sinceMs === undefined) return false
    return passesMs <= nowMs || (!unseen.has(kind as Trouble['kind']) && nowMs - sinceMs >= QUIET_MS[kind])
  })
  const told = news.filter(({ key }) => !(key in before.told.once))
  const once = Object.entries(before.told.once).filter(([, atMs]) => nowMs - atMs < REMEMBERED_MS)
  return {
    watch: {
      told: bounded({
        begun: {
          ...Object.fromEntries(lasting),
          ...Object.fromEntries(begun.map((one) => [one.key, asTold(one, nowMs)])),
        },
        once: { ...Object.fromEntries(once), ...Object.fromEntries(told.map(({ key }) => [key, nowMs])) },
      }),
      goneSinceMs: Object.fromEntries(
        lasting.flatMap(([key]) => (goneSinceMs[key] === undefined ? [] : [[key, goneSinceMs[key]]])),
      ),
    },
    begun,
    over: over.filter(([, { kind, passesMs = Number.POSITIVE_INFINITY }]) => kind !== 'events' && passesMs > nowMs),
    news: told,
  }
}

/** A calendar may have a thousand broken events: that people wait has room in any case. */
const MOST_OF_CALENDARS = MOST_BEGUN - 50

function withinRoom(known: Told['begun'], begun: readonly Trouble[]): readonly Trouble[] {
  const [calendars, others] = parted(begun, ofCalendars)
  const room = MOST_OF_CALENDARS - Object.values(known).filter(ofCalendars).length
  return [...others, ...calendars.slice(0, Math.max(0, room))].slice(0, MOST_BEGUN - Object.keys(known).length)
}

const ofCalendars = ({ kind }: Pick<Begun, 'kind'>): boolean => kind === 'events' || kind === 'doesNotFit'

const asTold = ({ kind, pool, passesMs }: Trouble, sinceMs: number): Begun => ({
  kind,
  sinceMs,
  ...given({ pool, passesMs }),
})

function goneIn(
  { told, goneSinceMs }: Watch,
  now: ReadonlyMap<string, Trouble>,
  nowMs: number,
): Record<string, number> {
  const gone = Object.keys(told.begun).filter((key) => !now.has(key))
  // A clock that was set back has left instants that lie ahead.
  return Object.fromEntries(gone.map((key) => [key, Math.min(goneSinceMs[key] ?? nowMs, nowMs)]))
}

function parted<T>(all: readonly T[], is: (one: T) => boolean): readonly [yes: T[], no: T[]] {
  const by = Map.groupBy(all, is)
  return [by.get(true) ?? [], by.get(false) ?? []]
}
