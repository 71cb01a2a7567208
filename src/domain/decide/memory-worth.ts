/**
 * What of a stored memory may be left out when not all of it fits, what is worth least first. Worth is what is lost with a
 * piece at a restart: what pools were like is only shown, a boot of long ago is one of fifty samples, a class that is forgotten is held as it is announced, a node
 * that has had room for days is judged so by its Ready condition too, and what a pool is falling from holds its count up. Of
 * the same kind the order follows from the pieces alone, not from who remembers them or in what order.
 */
import type { HalfHours } from '../forecast/half-hours.ts'
import type { PoolMemory } from './memory.ts'
import { bootsOf, nameOf, type Piece, piecesOf } from './memory-pieces.ts'
import type { InPlaces, StoredMemory } from './memory-schema.ts'

export interface Kind {
  /** Of what so many are left out, in words: one, and several. */
  readonly words: readonly [one: string, several: string]
  readonly pieces: (memory: StoredMemory) => readonly Piece[]
}

/** As many boots as tell a lead time well are worth more than the others. */
const TELLING_BOOTS = 10

/** Goes first: what is learned or follows from the API as well. */
const REPLACEABLE: readonly Kind[] = [
  {
    // Nobody decides by it; of a pool in which little happened little is lost.
    words: ["pool's last day", "pools' last day"],
    pieces: ({ history = {} }) => piecesOf('history', history, ({ lines }) => lines.join('').length),
  },
  {
    words: ['older boot', 'older boots'],
    pieces: (memory) => bootsOf(memory, (boots) => boots.slice(0, -TELLING_BOOTS)),
  },
  {
    // What became of a class has been told.
    words: ["class's verdict", "classes' verdicts"],
    pieces: ({ verdicts }) => piecesOf('verdicts', verdicts?.verdicts ?? {}, ({ startMs }) => startMs),
  },
  {
    // Until they are counted anew nobody is expected there; of a pool to which few come that is little.
    words: ["pool's half-hours of the week", "pools' half-hours of the week"],
    pieces: ({ forecast }) => piecesOf('halfHours', forecast?.halfHours ?? {}, peopleIn),
  },
  {
    // The next of its classes is held as it is announced.
    words: ['series of classes', 'series of classes'],
    pieces: ({ forecast }) =>
      piecesOf('series', forecast?.series ?? {}, ({ occasions }) => occasions.at(-1)?.startMs ?? 0),
  },
  {
    // Whose servers are gone cannot be counted again, all others are.
    words: ["pool's last arrivals", "pools' last arrivals"],
    pieces: ({ forecast }) => piecesOf('arrivals', forecast?.arrivals ?? {}, ({ counts }) => sum(counts)),
  },
  {
    // The next verdict knows less of how long people waited, and of the room that was there.
    words: ["pool's minutes", "pools' minutes"],
    pieces: ({ verdicts }) => piecesOf('lives', verdicts?.lives ?? {}, ({ sampled }) => sampled),
  },
  {
    // What can be lost with a window is its lead and trail time.
    words: ['open window', 'open windows'],
    pieces: ({ windows }) => piecesOf('windows', windows, ([lead, trail]) => (lead ?? 0) + (trail ?? 0)),
  },
  {
    words: ['node with room', 'nodes with room'],
    pieces: ({ nodes }) => piecesOf('nodes', nodes, latest, hasSettled),
  },
  {
    words: ['boot', 'boots'],
    pieces: (memory) => bootsOf(memory, (boots) => boots.slice(-TELLING_BOOTS)),
  },
  {
    words: ['boot whose images are pulled', 'boots whose images are pulled'],
    pieces: ({ pulling }) => piecesOf('pulling', pulling, ([, , createdMs]) => createdMs),
  },
  {
    words: ['node without room', 'nodes without room'],
    pieces: ({ nodes }) => piecesOf('nodes', nodes, latest, (node) => !hasSettled(node)),
  },
  {
    words: ["pool's learned seat and nodes", "pools' learned seats and nodes"],
    pieces: ({ pools }) =>
      piecesOf('learned', pools, ({ desired }) => desired, hasLearned).map((piece) => ({
        ...piece,
        json: learnedOf(pools[nameOf(piece)]),
      })),
  },
  {
    // It waits for its fall window once more.
    words: ['pool that leaves', 'pools that leave'],
    pieces: ({ leaving }) => piecesOf('leaving', leaving, (dueMs) => dueMs),
  },
  {
    // It does not get back what it had before it was lent, until its owner writes that again.
    words: ['lent object', 'lent objects'],
    pieces: ({ lent = {} }) => piecesOf('lent', lent, ({ count }) => count),
  },
]

/** What an action in progress depends on: only when there is more of that alone than may be kept. */
const IN_PROGRESS: readonly Kind[] = [
  {
    words: ['pool at rest', 'pools at rest'],
    pieces: ({ pools }) => piecesOf('pools', pools, ({ desired }) => desired, isAtRest),
  },
  {
    words: ['stranded placeholder', 'stranded placeholders'],
    pieces: ({ stranding }) => piecesOf('stranding', stranding, (sinceMs) => sinceMs),
  },
  {
    words: ['pool', 'pools'],
    pieces: ({ pools }) =>
      piecesOf(
        'pools',
        pools,
        ({ desired }) => desired,
        (pool) => !isAtRest(pool),
      ),
  },
]

export const LEAST_FIRST: readonly Kind[] = [...REPLACEABLE, ...IN_PROGRESS]

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)
const peopleIn = (halfHours: HalfHours) => sum(Object.values(halfHours).map((week) => sum(week.filter((n) => n > 0))))

const latest = (node: InPlaces) => node.reduce<number>((most, ms) => Math.max(most, ms ?? 0), 0)
/** It is ready, and has had room since an instant. */
const hasSettled = ([candidate, , unready]: InPlaces) => candidate != null && unready == null

const isAtRest = ({ fall, desired, floor }: PoolMemory) =>
  fall.peaks.length === 0 && desired === fall.target && floor === undefined
const hasLearned = (pool: PoolMemory) => Object.values(learnedOf(pool)).some((one) => one !== undefined)
const learnedOf = ({ seat, emptied, mostNodes, filledNodes }: Partial<PoolMemory> = {}) => ({
  seat,
  emptied,
  mostNodes,
  filledNodes,
})
