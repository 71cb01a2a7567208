import { createHash } from 'node:crypto'
import { oncePerObject, Remembered } from '../../domain/remembered.ts'
import type { PoolView } from '../../domain/snapshot/pools.ts'
import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import type { Markup } from '../../markup/markup.ts'
import { actionsSection } from './actions.ts'
import { calendarSection } from './calendar.ts'
import { classesSection } from './classes.ts'
import { factsSection } from './facts.ts'
import { forecastSection } from './forecast.ts'
import { nodesHeading, nodesOf } from './nodes.ts'
import { pictureSection, picturesSection } from './pictures.ts'
import { poolsSection } from './pools.ts'
import { problemsSection } from './problems.ts'
import { profilesSection } from './profiles.ts'
import { timesOf } from './times.ts'
import { topSection } from './top.ts'
import { utilizationSection } from './utilization.ts'

/** What is brought up to date by itself. */
export interface PagePart {
  readonly id: string
  /** Of its text: who has the same has the part. */
  readonly hash: string
  readonly markup: Markup
}

/** The page from its top to its foot, what who is on call needs first; made once for each snapshot, however many read it. */
export const pageParts: (snapshot: Snapshot) => readonly PagePart[] = oncePerObject((snapshot) => {
  const { problems, pools, forecast, profiles, utilization, classes, decidedAt } = snapshot
  const time = timesOf(snapshot)
  const isDecided = decidedAt !== undefined
  return [
    part('top', topSection(snapshot, time)),
    ...(isDecided ? poolParts(pools, snapshot) : []),
    part('calendar', calendarSection(snapshot, time)),
    ...(isDecided ? [part('classes', classesSection(classes, time))] : []),
    ...(forecast ? [part('forecast', forecastSection(forecast, time))] : []),
    part('actions', actionsSection(snapshot, time)),
    ...some('problems', problemsSection(problems)),
    ...nodeParts(pools),
    ...(profiles ? [part('profiles', profilesSection(profiles, time))] : []),
    ...(utilization ? [part('utilization', utilizationSection(utilization, time))] : []),
    part('facts', factsSection(snapshot, time)),
  ]
})

const poolParts = (pools: readonly PoolView[], snapshot: Snapshot): PagePart[] => [
  part('pools', poolsSection(pools, timesOf(snapshot))),
  ...(pools.length > 0 ? [part('pictures', picturesSection())] : []),
  ...pools.map((pool) => picturePart(pool, snapshot)),
]

function nodeParts(pools: readonly PoolView[]): PagePart[] {
  const own = pools.filter(({ nodeList }) => nodeList.length > 0)
  if (own.length === 0) return []
  return [part('nodes', nodesHeading()), ...own.map((pool) => part(`nodes-${pool.name}`, nodesOf(pool)))]
}

/** Pictures take longer than all the rest, and are the same for a minute mostly. */
const pictures = new Remembered<string, { readonly of: PoolView['history']; readonly part: PagePart }>(500)

function picturePart(pool: PoolView, { zone, at }: Snapshot): PagePart {
  const { name, history, week, pricePerNodeHour } = pool
  const minute = at.slice(0, MINUTES)
  const key = JSON.stringify([name, zone, minute, pricePerNodeHour, week])
  const known = pictures.known(key)
  if (known && known.of === history) return known.part
  const made = part(`picture-${name}`, pictureSection(pool, { zone, at }))
  pictures.set(key, { of: history, part: made })
  return made
}

/** `2026-03-24T08:50` */
const MINUTES = 16

const some = (id: string, markup: Markup | undefined): PagePart[] => (markup ? [part(id, markup)] : [])

const part = (id: string, markup: Markup): PagePart => ({ id, hash: hashOf(markup.markup), markup })

/** Short, and of no secret: two that are the same by chance would be one update missed, in 2^48. */
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 8)
