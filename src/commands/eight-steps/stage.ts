/** The demonstration's requests to the cluster. */
import { AT_LEAST } from '../../domain/cluster/hand.ts'
import type { RawNode } from '../../domain/cluster/node.ts'
import { POOL_LABEL } from '../../domain/cluster/pod.ts'
import { USER_DUMMY_LABEL } from '../../domain/cluster/pod-kinds.ts'
import { sayInstant } from '../../domain/instant.ts'
import { podRequests, type RawPodSpecRequests } from '../../domain/scheduling/pod-requests.ts'
import { isSameList, type Resources, sayResources } from '../../domain/scheduling/resources.ts'
import { matchesLabels, selects } from '../../domain/scheduling/selector.ts'
import type { Config, PoolConfig } from '../../domain/settings/config.ts'
import { namespacesOfUsers } from '../../domain/settings/user-namespaces.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { rehearsalCluster } from '../../rehearsal/cluster.ts'
import { type ListedPod, type SeenWorld, seatsOf, seenWorld } from '../../rehearsal/seen-world.ts'
import { answered, type Place } from '../cluster/ask.ts'
import { annotate, readPlaceholder } from '../hold/placeholder.ts'
import { InputError } from '../read-input.ts'
import { prepare } from '../rehearse/prepare.ts'

/** A pool on which it can be shown. */
export interface Stage {
  readonly pool: string
  /** What one user requests, and one placeholder. */
  readonly seat: Resources
  look(): Promise<SeenWorld>
  /** How many seats the node has, beside what others run there. */
  seatsOn(node: string): Promise<number>
  users(count: number): Promise<void>
  /** Holds so many placeholders until then; undefined: none, for this demonstration. */
  placeholders(held: { readonly count: number; readonly untilMs: number } | undefined): Promise<void>
}

interface List<T> {
  readonly items: readonly T[]
}
type Labelled = ListedPod & {
  readonly metadata?: { readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> }
}

/** @throws InputError where it cannot be shown, with what is missing */
export async function stageOf(place: Place, asked: string | undefined): Promise<Stage> {
  const { kubernetes, namespace } = place
  const cluster = rehearsalCluster(place.connection, namespace)
  const pool = asked ?? (await onlyPool(cluster))
  const { dummies, config } = await prepare(cluster, pool, namespace)
  const settings = config.pools.get(pool)
  if (!settings) throw new InputError(`there is no pool \`${pool}\``)
  const seat = podRequests((dummies.template.spec ?? {}) as RawPodSpecRequests)
  await refuseUnlike(place, pool, seat)
  const list = <T>(resource: string, path: string, query: Readonly<Record<string, string>> = {}) =>
    answered(kubernetes.get<List<T>>(path, query), { verb: 'list', resource, group: '', namespace }).then(
      ({ items }) => items,
    )
  const own = apiPath`/api/v1/namespaces/${namespace}/pods`
  const nodes = () => list<RawNode>('nodes', '/api/v1/nodes', { labelSelector: selectorOf(settings) })
  const holding = (label: string) => list<Labelled>('pods', own, { labelSelector: `${label}=${pool}` })
  await refuseAmongUsers(config, namespace, pool, await nodes(), () => list<Labelled>('pods', '/api/v1/pods'))
  return {
    pool,
    seat,
    look: async () => {
      const [all, users, held] = await Promise.all([nodes(), holding(USER_DUMMY_LABEL), holding(POOL_LABEL)])
      return seenWorld(all, users, held)
    },
    seatsOn: async (name) => {
      const pods = await list<Labelled>('pods', '/api/v1/pods', { fieldSelector: `spec.nodeName=${name}` })
      const others = pods.filter(({ metadata: { labels = {} } = {}, status }) => {
        const isSeat = labels[USER_DUMMY_LABEL] === pool || labels[POOL_LABEL] === pool
        return !isSeat && status?.phase !== 'Succeeded' && status?.phase !== 'Failed'
      })
      const node = (await nodes()).find(({ metadata }) => metadata?.name === name)
      return node ? seatsOf(node, seat, others) : 0
    },
    users: async (count) => {
      const name = `${pool}-user-dummy`
      const path = apiPath`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`
      const request = kubernetes.mergePatch(path, { spec: { replicas: count } }, { fieldManager: 'warmseats-hand' })
      await answered(request, { verb: 'patch', resource: 'deployments', group: 'apps', namespace, name })
    },
    placeholders: (held) =>
      annotate(place, pool, AT_LEAST, held ? `${held.count} until ${sayInstant(held.untilMs)}` : null),
  }
}

const selectorOf = ({ nodeSelector }: PoolConfig): string =>
  Object.entries(nodeSelector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')

async function onlyPool(cluster: ReturnType<typeof rehearsalCluster>): Promise<string> {
  const pools = (await cluster.dummies()).map(({ pool }) => pool)
  if (pools.length > 1)
    throw new InputError(`there are several pools with user-dummies; --pool names one of ${pools.join(', ')}`)
  return pools[0] ?? ''
}

/** Users and placeholders of one size are what it counts in. */
async function refuseUnlike(place: Place, pool: string, seat: Resources): Promise<void> {
  const { requests, annotations } = await readPlaceholder(place, pool)
  const values = JSON.stringify(sayResources(seat))
  if (!isSameList(requests, seat))
    throw new InputError(
      `a placeholder of \`${pool}\` requests ${JSON.stringify(sayResources(requests))}, and a user-dummy ${values}: in the demonstration both are of one size. Install with examples/values/eight-steps.yaml, or nodePools.${pool}.resources.requests: ${values}`,
    )
  const held = annotations[AT_LEAST]
  if (held)
    throw new InputError(`somebody holds placeholders of \`${pool}\` (${AT_LEAST}: ${held}); let go of them first`)
}

/** Its numbers are those of an empty pool, and people would lose their seats to it. */
async function refuseAmongUsers(
  config: Config,
  namespace: string,
  pool: string,
  nodes: readonly RawNode[],
  list: () => Promise<readonly Labelled[]>,
): Promise<void> {
  const names = new Set(nodes.map(({ metadata }) => metadata?.name))
  const where = namespacesOfUsers(config, namespace)
  const there = (await list()).filter(
    ({ metadata: { namespace: home = '', labels = {} } = {}, spec }) =>
      names.has(spec?.nodeName) &&
      (matchesLabels({ [USER_DUMMY_LABEL]: pool }, labels) ||
        (selects(config.userPods.selector, labels) && (where.length === 0 || where.includes(home)))),
  )
  if (there.length > 0)
    throw new InputError(`the pool \`${pool}\` has ${there.length} users now: choose a time at which nobody is there`)
}
