import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ARRIVALS_KEPT_MINUTES, minuteOf } from '../../../src/domain/cluster/arrivals.ts'
import { createLedger } from '../../../src/domain/cluster/occupancy.ts'
import type { Pod } from '../../../src/domain/cluster/pod.ts'
import { LIVE, type World } from '../../../src/domain/cluster/world.ts'
import { COUNTED_MINUTES, countArrivals } from '../../../src/domain/forecast/counted.ts'
import { cameBetween } from '../../../src/domain/forecast/minutes.ts'
import { config } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const POOLS = ['user', 'gpu'] as const
const values = config({ nodePools: { user: {}, gpu: {} } })
const nodes = new Map(POOLS.map((pool) => [pool, node({ name: pool, pool })]))
const START = at('00:00')

/** A server that is made, gets a node of a pool some time later, and may be deleted. */
interface Server {
  readonly user: string
  readonly minute: number
  readonly pool: (typeof POOLS)[number]
  readonly waitsMinutes: number
  readonly staysMinutes: number
}

const servers: fc.Arbitrary<readonly Server[]> = fc.array(
  fc.record({
    user: fc.constantFrom('ada', 'bob', 'cyd', 'dan'),
    // Several in one minute.
    minute: fc.nat(ARRIVALS_KEPT_MINUTES / 10).map((tens) => tens * 20),
    pool: fc.constantFrom(...POOLS),
    waitsMinutes: fc.constantFrom(0.2, 0.5, 5),
    staysMinutes: fc.integer({ min: 6, max: 300 }),
  }),
  { maxLength: 30 },
)

const podOf = ({ user, minute }: Server, on?: string): Pod =>
  pod({ user, uid: `${user}-${minute}`, created: START + minute * MINUTE, ...(on === undefined ? {} : { on }) })

/** What happens in its order: to a ledger, which is asked after each. */
function lived(all: readonly Server[]): World {
  const ledger = createLedger('hub')
  const world: World = { config: values, nodes, pods: ledger.view, sight: LIVE }
  const happens = all.flatMap((server) => {
    const [waiting, bound] = [podOf(server), podOf(server, server.pool)]
    return [
      { minute: server.minute, act: () => ledger.applied(waiting) },
      { minute: server.minute + server.waitsMinutes, act: () => ledger.applied(bound, waiting) },
      { minute: server.minute + server.staysMinutes, act: () => ledger.deleted(bound) },
    ]
  })
  const lastMinute = Math.max(...all.map(({ minute }) => minute))
  for (const { minute, act } of happens.toSorted((a, b) => a.minute - b.minute)) {
    if (minute > lastMinute + 6) break
    act()
    countArrivals(world, START + minute * MINUTE)
  }
  return world
}

/** The same from nothing: of each person the first server of the hours that count, wherever it is. */
function fromNothing(all: readonly Server[], pool: string): number[] {
  const last = Math.max(...all.map(({ minute }) => minute))
  const kept = all.filter(({ minute }) => minute > last - ARRIVALS_KEPT_MINUTES)
  const first = new Map<string, Server>()
  for (const one of kept) {
    const before = first.get(one.user)
    if (!before || one.minute < before.minute) first.set(one.user, one)
  }
  const counts = Array.from<number>({ length: COUNTED_MINUTES }).fill(0)
  for (const one of first.values()) {
    const minute = one.minute - last - 1 + COUNTED_MINUTES
    if (minute >= 0 && one.pool === pool) counts[minute] = (counts[minute] ?? 0) + 1
  }
  return counts
}

/** A person has one server at a time. */
const oneAtATime = (all: readonly Server[]): readonly Server[] => [
  ...new Map(all.map((server) => [`${server.user} ${server.minute}`, server])).values(),
]

describe('who came, by pool and minute', () => {
  it('what is kept up to date pod by pod is what is counted from nothing', () =>
    fc.assert(
      fc.property(servers, (some) => {
        const all = oneAtATime(some)
        if (all.length === 0) return
        const lastMs = START + Math.max(...all.map(({ minute }) => minute)) * MINUTE
        const counted = countArrivals(lived(all), lastMs + 0.5 * MINUTE)
        const toMinute = minuteOf(lastMs) + 1
        for (const pool of POOLS) {
          const minutes = Array.from({ length: COUNTED_MINUTES }, (_, one) => {
            const fromMs = (toMinute - COUNTED_MINUTES + one) * MINUTE
            return cameBetween(counted(pool), fromMs, fromMs + MINUTE)
          })
          assert.deepEqual(minutes, fromNothing(all, pool))
        }
      }),
      RUNS,
    ))
  it('who waits is of the pool that the server asks for, where only one can be meant', () => {
    const ledger = createLedger('hub')
    const world: World = { config: values, nodes, pods: ledger.view, sight: LIVE }
    const labels = nodes.get('gpu')?.labels ?? {}
    ledger.applied(pod({ user: 'ada', created: at('09:00'), nodeSelector: labels }))
    ledger.applied(pod({ user: 'bob', created: at('09:00') }))
    const counted = countArrivals(world, at('09:01'))
    assert.deepEqual([counted('gpu').counts, counted('user').counts], [[1], []])
  })
})
