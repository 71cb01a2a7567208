/** Pools whose nodes are a seat each and take half a minute, so that who waits, and what is held, can be counted. */
import { eventually, mostAllocated, startCluster } from '../../cluster/index.ts'
import { MINUTE, SECOND } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from './calendar-server.ts'
import { install, type Release } from './release.ts'
import { type World, world } from './world.ts'

export interface Class {
  readonly pool: string
  readonly title: string
  readonly students: number
  /** Before now: negative. */
  readonly startsInMs: number
  /** Of `classes`, whom it means; else whoever comes. */
  readonly class?: string
}

export interface Campus {
  readonly hub: World
  readonly calendar: CalendarServer
  readonly release: Release
  /** People of a pool log in at once; resolves when all of them sit, and rejects when one waits for more than half a minute. */
  come(pool: string, ...names: readonly string[]): Promise<void>
  /** The same of people whose pods have labels of their own. */
  comeWith(labels: Readonly<Record<string, string>>, pool: string, ...names: readonly string[]): Promise<void>
  /** Waits until so many placeholders of a pool run. */
  held(pool: string, count: number): Promise<void>
  nodes(pool: string): Promise<number>
  /** Changes the state ConfigMap's data as if the product had been here before. */
  remember(data: Readonly<Record<string, string>>): Promise<void>
  /** The state ConfigMap. */
  state(): Promise<unknown>
  stop(): Promise<void>
}

const SEAT = { memory: '14Gi' }
/** Nobody waits longer. */
const PATIENCE_MS = 30 * SECOND

/**
 * A cluster with Karpenter and a boot of 30 s, and the chart; no controller runs yet.
 * @param pools by name, with the values that differ
 * @param named whom an event may mean: `classes` of the values
 */
export async function campus(
  pools: Readonly<Record<string, object>>,
  classes: readonly Class[],
  named: Readonly<Record<string, object>> = {},
): Promise<Campus> {
  const names = Object.keys(pools)
  const cluster = await startCluster({
    scheduler: mostAllocated,
    karpenter: {
      bootDelay: '30s',
      pools: Object.fromEntries(names.map((name) => [name, { cpu: '8', memory: '16Gi', limitNodes: 40 }])),
    },
  })
  const hub = world(cluster)
  const calendar = await calendarServer(...classes.map(eventOf))
  const nodePools = Object.fromEntries(
    names.map((name) => [
      name,
      {
        nodeSelector: { 'hub.jupyter.org/pool-name': name },
        resources: { requests: SEAT },
        seat: { requests: SEAT },
        leadTime: '5m',
        ...pools[name],
      },
    ]),
  )
  const values = { calendarUrl: calendar.url, calendarRefresh: 5, fallWindow: 0, classes: named, nodePools }
  const release = await install({ cluster, helm: 4, values })
  const comeWith: Campus['comeWith'] = async (labels, pool, ...people) => {
    await Promise.all(people.map((name) => hub.user(name, { pool, labels, ...SEAT })))
    await eventually(
      `${people.join(', ')} to sit`,
      async () => {
        const { items } = (await cluster.request('GET', '/api/v1/namespaces/hub/pods')) as {
          readonly items: readonly {
            readonly metadata: { readonly name: string }
            readonly status: { readonly phase: string }
          }[]
        }
        return people.every((name) =>
          items.some(({ metadata, status }) => metadata.name === `jupyter-${name}` && status.phase === 'Running'),
        )
      },
      { withinMs: PATIENCE_MS },
    )
  }
  return {
    hub,
    calendar,
    release,
    comeWith,
    come: (pool, ...people) => comeWith({}, pool, ...people),
    held: async (pool, count) => {
      await eventually(
        `${count} placeholders of ${pool} to run`,
        async () => (await hub.placeholders(pool)).filter(({ status }) => status.phase === 'Running').length === count,
        { withinMs: 3 * MINUTE },
      )
    },
    nodes: async (pool) =>
      (await hub.nodes()).filter(({ metadata }) => metadata.labels['hub.jupyter.org/pool-name'] === pool).length,
    remember: async (data) => {
      await cluster.request('PATCH', '/api/v1/namespaces/hub/configmaps/warmseats-state', { data })
    },
    state: () => cluster.request('GET', '/api/v1/namespaces/hub/configmaps/warmseats-state'),
    stop: async () => {
      await release.stop()
      await calendar.close()
      await cluster.stop()
    },
  }
}

const eventOf = ({ pool, title, students, startsInMs, ...of }: Class) => {
  const from = new Date(Math.floor((Date.now() + startsInMs) / SECOND) * SECOND)
  const whom = of.class === undefined ? '' : `\nclass: ${of.class}`
  const description = `${pool}: {students: ${students}}${whom}`
  return { title, from, to: new Date(from.getTime() + 60 * MINUTE), description }
}
