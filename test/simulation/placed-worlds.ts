import { fc } from '../support/properties.ts'

/**
 * Random scenarios for properties of the placed world, as scenario files: one that breaks a promise can be kept as YAML
 * and looked at with `warmseats simulate`.
 */

const share = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 })

const placeholder = fc.oneof(
  fc.record({ as: fc.constant('derived' as const) }),
  fc.record({ as: fc.constant('part of a node' as const), share: share(0.3, 0.97), memoryOnly: fc.boolean() }),
  fc.record({ as: fc.constant('seats' as const), count: fc.integer({ min: 1, max: 4 }), memoryOnly: fc.boolean() }),
)

const ask = fc.record({
  unit: fc.constantFrom('students', 'students', 'seats', 'seats', 'integer'),
  /** Of all seats that the demand may be for. */
  share: share(0, 1),
  from: fc.constantFrom('09:00', '09:30'),
  to: fc.constantFrom('11:00', '12:00'),
})

/** People who come within a minute, some with a server of another size than a seat. */
const arrivals = fc.record({
  minute: fc.integer({ min: 1, max: 170 }),
  people: fc.integer({ min: 1, max: 9 }),
  seats: fc.constantFrom(1, 1, 1, 0.4, 1.7, 3),
  stayMinutes: fc.integer({ min: 5, max: 150 }),
})

/** Nodes on which a number of seats fits that is seldom whole, by CPU, by memory or by pod slots. */
const sketch = fc.record({
  cpu: fc.integer({ min: 1900, max: 16_000 }),
  memory: fc.integer({ min: 7000, max: 64_000 }),
  slots: fc.constantFrom(110, 110, 29, 11, 8),
  daemons: fc.constantFrom({ cpu: 100, memory: 200 }, { cpu: 335, memory: 777 }),
  seatsByCpu: share(1, 12),
  seatsByMemory: share(1, 12),
  placeholder,
  isSeatKnown: fc.boolean(),
  onePerNode: rarely(fc.boolean()),
  maxPlaceholders: rarely(fc.nat(6)),
  scalingStrategy: fc.constantFrom('balanced', 'fit'),
  maximum: fc.constantFrom(40, 40, 40, 4),
  there: fc.nat(3),
  /** Nodes of another size in the same pool. */
  others: rarely(fc.record({ by: fc.constantFrom(0.6, 1.7), there: fc.nat(2), maximum: fc.nat(3) })),
  asks: fc.array(ask, { minLength: 1, maxLength: 2 }),
  arrivals: fc.array(arrivals, { maxLength: 7 }),
  seed: fc.nat(1000),
})

type Sketch = typeof sketch extends fc.Arbitrary<infer T> ? T : never

interface Amounts {
  readonly cpu: number
  readonly memory: number
}

/** CPU in milli-cores, memory in Mi. */
const written = ({ cpu, memory }: Amounts) => ({ cpu: `${Math.floor(cpu)}m`, memory: `${Math.floor(memory)}Mi` })

const times = ({ cpu, memory }: Amounts, by: number): Amounts => ({ cpu: cpu * by, memory: memory * by })

const LABELS = { 'hub.jupyter.org/pool-name': 'user' }
const MOST_SEATS = 60
const MOST_PLACEHOLDERS = 5

function fileOf(world: Sketch) {
  const { cpu, memory, slots, daemons, seed, maximum, there, others } = world
  const free = { cpu: cpu - daemons.cpu, memory: memory - daemons.memory }
  const seat = { cpu: free.cpu / world.seatsByCpu, memory: free.memory / world.seatsByMemory }
  const most = (unit: string) => (unit === 'integer' ? MOST_PLACEHOLDERS : MOST_SEATS)
  const amountOf = (one: Sketch['asks'][number]) => Math.ceil(one.share * most(one.unit))
  const pool = {
    node: { ...written({ cpu, memory }), pods: slots },
    seat: written(seat),
    daemons: written(daemons),
    labels: LABELS,
    boot: { min: '2m', max: '3m' },
    imagePull: 0,
    maximum,
    there,
  }
  const node = others && { ...written(times({ cpu, memory }, others.by)), pods: slots }
  return {
    title: 'A random world',
    seed,
    start: '2026-03-24 08:30',
    end: '2026-03-24 12:30',
    pools: {
      user: pool,
      ...(others ? { others: { ...pool, node, there: others.there, maximum: others.maximum } } : {}),
    },
    users: [
      {
        kind: 'trace',
        rows: world.arrivals.flatMap(({ minute, people, seats, stayMinutes }, group) =>
          Array.from({ length: people }, (_, one) => [
            minute * 60 + one * 3,
            `user-${group}-${one}`,
            'user',
            written(times(seat, seats)),
            `${stayMinutes}m`,
          ]),
        ),
      },
    ],
    calendar: {
      events: world.asks.map((one, index) => ({
        title: `Event ${index + 1}`,
        from: one.from,
        to: one.to,
        description: `user: ${one.unit === 'integer' ? amountOf(one) : `{${one.unit}: ${amountOf(one)}}`}`,
      })),
    },
    config: {
      scalingStrategy: world.scalingStrategy,
      nodePools: {
        user: {
          nodeSelector: LABELS,
          onePerNode: world.onePerNode,
          maxPlaceholders: world.maxPlaceholders,
          ...(world.isSeatKnown ? { seat: { requests: written(seat) } } : {}),
          ...placeholderOf(world, free, seat),
        },
      },
    },
  }
}

function placeholderOf({ placeholder: size }: Sketch, free: Amounts, seat: Amounts) {
  if (size.as === 'derived') return {}
  const { cpu, memory } = written(size.as === 'seats' ? times(seat, size.count) : times(free, size.share))
  return { resources: { requests: size.memoryOnly ? { memory } : { cpu, memory } } }
}

/** The text of a scenario file; JSON is YAML. */
export const placedWorld: fc.Arbitrary<string> = sketch.map((one) => JSON.stringify(fileOf(one)))
