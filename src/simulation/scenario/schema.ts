import { z } from 'zod'
import { autoscaler } from './autoscaler.ts'
import { count, duration, moment, nodeCount, resources, spread, zone } from './fields.ts'
import { registry } from './registry.ts'

/** What a scenario file may say. Everything is strict: a misspelt key would silently rehearse something else. */

const text = z.string()
const repeat = z.enum(['daily', 'weekdays', 'weekly'])

const pool = z.strictObject({
  node: resources.describe('What pods may use on one node: cpu, memory, pods, GPUs.'),
  seat: resources.describe("What one user's pod requests."),
  daemons: resources.prefault({ cpu: '100m', memory: '200Mi' }).describe('What DaemonSet pods take of each node.'),
  labels: z.record(z.string(), z.string()).optional().describe("Default: the nodeSelector of the config's pool."),
  boot: spread.prefault('4m').describe('From the request of a machine to its Ready node.'),
  imagePull: spread.prefault('90s').describe("How long a node pulls the users' image."),
  imagePuller: z
    .boolean()
    .default(true)
    .describe("A DaemonSet pulls it on each node that becomes Ready; else the first user's server there does."),
  imagePullSecrets: z.array(text).optional().describe("Of users' servers, and of the image puller."),
  registry: registry.optional().describe('Where from; by default one that gives the image to everybody.'),
  maximum: nodeCount.default(100).describe('Never more nodes than this.'),
  there: nodeCount.default(0).describe('Nodes at the start.'),
  zones: z.array(text).default([]),
  oneInEachZone: z.boolean().default(false).describe('A request makes a machine in each zone.'),
})

const told = {
  image: text.optional().describe('What their servers run, as `classes` of the config tells whose they are.'),
  labels: z.record(z.string(), z.string()).optional().describe('Of their servers, for the same.'),
}
const group = { name: text.optional(), pool: text.optional(), repeat: repeat.optional(), ...told }
const until = {
  stay: spread.optional().describe('From the arrival.'),
  until: moment.optional().describe('Instead of `stay`: when they leave,'),
  within: duration.prefault(0).describe('each at some instant of this stretch after it.'),
}

const rate = z.number().min(0, 'must not be negative').max(100_000, 'more than 100000 an hour')

const row = z.tuple([
  z.union([moment, z.number().transform((seconds) => `+${seconds}s`)]),
  text,
  text,
  resources.optional().describe('Without them: the seat of the pool.'),
  duration.optional().describe('Without it they stay.'),
  text.optional().describe('The image, instead of that of all.'),
])

const users = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('burst'), ...group, people: count, at: moment, over: duration, ...until }),
    z.strictObject({
      kind: z.literal('poisson'),
      ...group,
      perHour: z.union([rate, z.array(rate).length(24, '24 numbers, one an hour')]),
      from: moment.optional(),
      to: moment.optional(),
      stay: spread,
    }),
    z.strictObject({
      kind: z.literal('storm'),
      ...group,
      people: count,
      from: moment,
      to: moment,
      stay: spread,
      away: spread,
    }),
    z.strictObject({ kind: z.literal('trace'), rows: z.array(row).optional(), file: text.optional(), ...told }),
  ],
  { error: 'its kind is one of: burst, poisson, storm, trace' },
)

const calendar = z.strictObject({
  events: z
    .array(
      z.strictObject({
        title: text,
        from: moment,
        to: moment,
        description: text,
        polling: z
          .strictObject({ from: moment.optional(), to: moment.optional(), description: text })
          .optional()
          .describe('What stood there for the predecessor, which knows whole numbers and no lead time.'),
        repeat: repeat.optional(),
      }),
    )
    .default([]),
  ics: text.optional().describe('Instead of events: an ICS file, beside the scenario.'),
  outages: z
    .array(z.strictObject({ from: moment, to: moment, kind: z.enum(['error', 'timeout']).default('error') }))
    .default([]),
})

export const scenarioSchema = z.strictObject({
  title: text,
  about: text.default(''),
  seed: z.number().int().default(1),
  timezone: zone.default('UTC').describe('Of all times in the file, and `calendarTimezone` unless the config says.'),
  start: moment,
  end: moment,
  pools: z.record(z.string(), pool).refine((pools) => Object.keys(pools).length > 0, 'at least one pool'),
  autoscaler: autoscaler.prefault({}),
  podStart: duration.prefault('3s'),
  scheduler: z
    .enum(['pack', 'spread'])
    .default('pack')
    .describe("Fills nodes one after another, as JupyterHub's user scheduler does; or all alike, as Kubernetes' own."),
  users: z.array(users).default([]),
  calendar: calendar.optional(),
  restarts: z.array(moment).default([]).describe("When the product's process dies and comes back."),
  config: z.record(z.string(), z.unknown()).default({}).describe('Helm values.'),
  compare: z.array(text).optional().describe('What to compare with unless --compare says otherwise.'),
})

export type ScenarioFile = z.infer<typeof scenarioSchema>
export type UsersFile = ScenarioFile['users'][number]
export type CalendarFile = NonNullable<ScenarioFile['calendar']>
export type TraceRow = z.infer<typeof row>
export const traceRow = row
