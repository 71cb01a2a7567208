import { buffersIn, usesBuffers } from '../buffer/buffer.ts'
import { lentIn, lentNameFrom, lentPlace } from '../lent/lent.ts'
import type { Config } from '../settings/config.ts'
import { knownNamespaces } from '../settings/user-namespaces.ts'

/** What somebody has to be allowed, as RBAC counts it. */
export interface Access {
  readonly verbs: readonly string[]
  /** '' is the core group. */
  readonly group: string
  readonly resource: string
  readonly subresource?: string
  /** This object alone. */
  readonly name?: string
  /** undefined: in the whole cluster. */
  readonly namespace?: string
  /** What is missing without it. */
  readonly without: string
  /** It decides and writes without it, and says less. */
  readonly optional?: true
}

/** Where a release keeps what it writes. */
export interface ReleaseNames {
  readonly namespace: string
  readonly state: string
  readonly lease?: string | undefined
  readonly calendarStore?: string | undefined
}

const READ = ['list', 'watch']
const BLIND = 'it decides nothing'

/** What the controller's ServiceAccount needs: as the chart grants it, whatever hand granted it here. */
export function neededAccess(config: Config, { namespace, state, lease, calendarStore }: ReleaseNames): Access[] {
  const core = (resource: string) => ({ group: '', resource, namespace })
  return [
    { verbs: READ, group: '', resource: 'nodes', without: BLIND },
    { verbs: READ, group: '', resource: 'pods', without: BLIND },
    ...limits(config, namespace),
    ...(config.utilization.enabled ? cordons(config) : []),
    ...lent(config, namespace),
    ...buffers(config, namespace),
    {
      verbs: [...READ, 'create', 'patch', 'delete'],
      group: 'apps',
      resource: 'deployments',
      namespace,
      without: 'there are no placeholders',
    },
    {
      verbs: ['patch', 'delete'],
      ...core('pods'),
      without: 'placeholders on lost nodes stay there, and any goes first',
    },
    { verbs: [...READ, 'patch'], ...core('configmaps'), name: state, without: BLIND },
    { verbs: ['create'], ...core('configmaps'), without: 'its memory is not made anew when somebody deletes it' },
    ...(calendarStore === undefined
      ? []
      : [
          {
            verbs: [...READ, 'patch'],
            ...core('secrets'),
            name: calendarStore,
            without: 'calendars as last read do not outlive a restart',
          },
        ]),
    ...(lease === undefined ? [] : leading(namespace, lease)),
    {
      verbs: ['create', 'patch'],
      group: 'events.k8s.io',
      resource: 'events',
      namespace,
      without: 'it writes no Events',
      optional: true,
    },
    { verbs: READ, ...core('events'), without: 'it does not hear why no node comes', optional: true },
  ]
}

const leading = (namespace: string, name: string): Access[] => {
  const lease = { group: 'coordination.k8s.io', resource: 'leases', namespace }
  return [
    { verbs: [...READ, 'patch'], ...lease, name, without: 'nobody leads, so nothing is written' },
    { verbs: ['create'], ...lease, without: 'nobody leads when the Lease is deleted' },
  ]
}

/** Of Karpenter, and of quotas where placeholders and users are. */
const limits = (config: Config, namespace: string): Access[] => [
  {
    verbs: READ,
    group: 'karpenter.sh',
    resource: 'nodepools',
    without: 'whether classes fit Karpenter’s limits is not known',
    optional: true,
  },
  ...knownNamespaces(config, namespace).map(
    (one): Access => ({
      verbs: READ,
      group: '',
      resource: 'resourcequotas',
      namespace: one,
      without: 'whether classes fit the quotas is not known',
      optional: true,
    }),
  ),
]

/** Without them placeholders hold the room. */
function buffers(config: Config, namespace: string): Access[] {
  const without = 'placeholders hold the room of pools with `holdBy: capacitybuffer`'
  if (!usesBuffers(config)) return []
  return [
    {
      verbs: [...READ, 'create', 'patch', 'delete'],
      ...buffersIn(namespace),
      without,
      optional: true,
    },
    { verbs: ['create', 'patch', 'delete'], group: '', resource: 'podtemplates', namespace, without, optional: true },
  ]
}

/** The count of what pools borrow, and nothing else of it. */
const lent = (config: Config, namespace: string): Access[] =>
  [...lentIn(config)].flatMap(([key, pool]): Access[] => {
    const name = lentNameFrom(key)
    if (!name) return []
    const { version: _, ...place } = lentPlace(name, namespace)
    const without = `pool ${pool} holds no room`
    return [
      // NodePools are read anyway.
      ...(place.namespace === undefined ? [] : [{ verbs: READ, ...place, without }]),
      { verbs: ['patch'], ...place, subresource: 'scale', without },
    ]
  })

const cordons = ({ utilization }: Config): Access[] => {
  const nodes = { group: '', resource: 'nodes' }
  return [
    { verbs: ['get', 'patch'], ...nodes, without: 'the utilization policy cordons nothing' },
    ...(utilization.nodeGroups === 'kwok'
      ? [{ verbs: ['create', 'delete'], ...nodes, without: 'the utilization policy neither makes nor removes nodes' }]
      : []),
    // Nodes have no namespace, so what is told of them stands there.
    {
      verbs: ['create'],
      group: 'events.k8s.io',
      resource: 'events',
      namespace: 'default',
      without: 'it writes no Events on nodes',
      optional: true,
    },
  ]
}

/** What whoever installs the chart has to be allowed. */
export const installAccess = (namespace: string): Access[] => {
  const create = (group: string, resource: string, inside?: string): Access => ({
    verbs: ['create'],
    group,
    resource,
    ...(inside === undefined ? {} : { namespace: inside }),
    without: 'helm cannot install the chart',
  })
  const rbac = 'rbac.authorization.k8s.io'
  return [
    create(rbac, 'clusterroles'),
    create(rbac, 'clusterrolebindings'),
    create('scheduling.k8s.io', 'priorityclasses'),
    ...['configmaps', 'secrets', 'serviceaccounts', 'services'].map((one) => create('', one, namespace)),
    create('apps', 'deployments', namespace),
    create('coordination.k8s.io', 'leases', namespace),
    create(rbac, 'roles', namespace),
    create(rbac, 'rolebindings', namespace),
    create('policy', 'poddisruptionbudgets', namespace),
  ]
}
