import type { Level } from '../../../charts/level.ts'
import { type Layer, type Row, rowsPicture } from '../../../charts/rows.ts'
import type { Rhythm } from '../../../charts/time-ticks.ts'
import { DAY_MS, MINUTE_MS } from '../../../domain/duration.ts'
import { given } from '../../../domain/given.ts'
import { parseInstant } from '../../../domain/instant.ts'
import type { HistoryView } from '../../../domain/snapshot/history.ts'
import type { PoolView } from '../../../domain/snapshot/pools.ts'
import { type AheadView, WEEK_MS } from '../../../domain/snapshot/week.ts'
import type { Markup } from '../../../markup/markup.ts'
import { sayAhead, sayLived } from './words.ts'

/** A pool's last day and its coming week, each a picture by itself, so that they stand below one another on a phone: with one scale. */
export interface Pictures {
  readonly day: Markup | undefined
  readonly week: Markup
}

const [WIDTH, PEOPLE_HEIGHT, NODES_HEIGHT] = [500, 150, 104]

export function picturesOf(pool: PoolView, zone: string, nowMs: number): Pictures {
  const { history, week } = pool
  const lived = history ? livedIn(history, nowMs) : undefined
  const ahead = aheadIn(week.stretches)
  const people = Math.max(
    1,
    highest(lived?.seats),
    highest(lived?.waiting),
    highest(lived?.announced),
    highest(ahead.people),
  )
  const isInNodes = week.mostOf !== 'placeholders'
  const limit = week.most ?? week.mostSeen
  const nodes = Math.max(1, highest(lived?.booting), highest(ahead.nodes), limit ?? 0)
  return {
    day:
      lived &&
      rowsPicture({
        ...{ fromMs: nowMs - DAY_MS, toMs: nowMs, zone, width: WIDTH, rhythms: BY_HOURS },
        label: sayLived(pool),
        rows: [
          rowOf('people and open seats', people, PEOPLE_HEIGHT, [
            { draw: 'area', className: 'seats', levels: lived.seats },
            { draw: 'area', className: 'users', levels: lived.seated },
            { draw: 'area', className: 'waiting', levels: lived.waiting },
            { draw: 'line', className: 'announced', levels: lived.announced },
          ]),
          rowOf('nodes', nodes, NODES_HEIGHT, [
            { draw: 'area', className: 'nodes', levels: lived.nodes },
            { draw: 'area', className: 'booting', levels: lived.booting },
          ]),
        ],
      }),
    week: rowsPicture({
      ...{ fromMs: nowMs, toMs: nowMs + WEEK_MS, zone, width: WIDTH, rhythms: BY_DAYS },
      label: sayAhead(pool),
      rows: [
        rowOf('people announced', people, PEOPLE_HEIGHT, [
          { draw: 'area', className: 'asked', levels: ahead.people },
          { draw: 'line', className: 'announced', levels: ahead.people },
        ]),
        rowOf(
          isInNodes ? 'nodes needed' : 'placeholders needed',
          nodes,
          NODES_HEIGHT,
          [{ draw: 'area', className: 'nodes', levels: isInNodes ? ahead.nodes : ahead.placeholders }],
          limit === undefined
            ? undefined
            : { at: limit, text: `${limit} ${week.most === undefined ? 'seen' : 'at most'}` },
        ),
      ],
    }),
  }
}

const rowOf = (name: string, most: number, height: number, layers: readonly Layer[], limit?: Row['limit']): Row => ({
  ...{ name, most, height, layers },
  ...given({ limit }),
})

const highest = (levels: readonly Level[] = []): number => levels.reduce((most, { high }) => Math.max(most, high), 0)

/** Who waits stands on who sits, and open seats behind both. */
function livedIn(history: HistoryView, nowMs: number) {
  const { seated, waiting, openSeats, nodes, bootingNodes, announced } = history
  const levels = (value: (at: number) => readonly [low: number, high: number]) => levelsOf(history, nowMs, value)
  const of = (counts: HistoryView['seated'], at: number) => counts[at] ?? 0
  return {
    seats: levels((at) => [0, of(seated, at) + of(openSeats, at)]),
    seated: levels((at) => [0, of(seated, at)]),
    waiting: levels((at) => [of(seated, at), of(seated, at) + of(waiting, at)]).filter(({ low, high }) => high > low),
    announced: levels((at) => [0, of(announced, at)]),
    nodes: levels((at) => [0, of(nodes, at)]),
    booting: levels((at) => [of(nodes, at), of(nodes, at) + of(bootingNodes, at)]).filter(
      ({ low, high }) => high > low,
    ),
  }
}

interface Standing extends Level {
  readonly low: number
}

/** Steps of the last day; none where nobody looked. */
function levelsOf(
  { from, stepMinutes, seated }: HistoryView,
  nowMs: number,
  value: (at: number) => readonly [low: number, high: number],
): Standing[] {
  const [firstMs, stepMs] = [parseInstant(from) ?? 0, stepMinutes * MINUTE_MS]
  return seated.flatMap((count, at) => {
    const [fromMs, toMs] = [
      Math.max(firstMs + at * stepMs, nowMs - DAY_MS),
      Math.min(firstMs + (at + 1) * stepMs, nowMs),
    ]
    if (count === null || fromMs >= toMs) return []
    const [low, high] = value(at)
    return [{ fromMs, toMs, low, high }]
  })
}

function aheadIn(stretches: readonly AheadView[]) {
  const levels = (value: (one: AheadView) => number | undefined): Level[] =>
    stretches.map((one) => ({
      fromMs: parseInstant(one.from) ?? 0,
      toMs: parseInstant(one.to) ?? 0,
      high: value(one) ?? 0,
    }))
  return {
    people: levels(({ people }) => people),
    nodes: levels(({ nodes }) => nodes),
    placeholders: levels(({ placeholders }) => placeholders),
  }
}

const BY_HOURS: readonly Rhythm[] = [3, 6].map((hours) => ({ hours, format: 'HH:mm', midnight: 'ccc' }))
const BY_DAYS: readonly Rhythm[] = [{ hours: 24, format: 'ccc d' }]
