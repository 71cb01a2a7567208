/** Against everything else that its ServiceAccount has rights to. */
import { type Attack, configMaps, events, HUB, leases, STATE, secrets, type Work, webhook } from './attack.ts'

const NOT_ITS_SECRET = /of Secrets it changes warmseats-calendar and warmseats-certificate; it makes and deletes none/
const NOT_ITS_LEASE = /of Leases it makes and changes warmseats only/
const NOT_ITS_CONFIG_MAP = /of ConfigMaps it writes warmseats-state and warmseats-ca, and those of services/
const PROFILES = /no ConfigMap of a service holds profiles/
const NOT_OF_THE_WEBHOOK = /of its webhook it writes caBundle and the path of the Service, nothing else/
const NOT_OF_A_NODE = /of a node it writes spec\.unschedulable and its own annotations, nothing else/
const NOT_ITS_CORDON = /it takes back and removes only what it cordoned itself/

const SERVICE = { 'warmseats.io/service-of': 'ada' }
const REF = { 'warmseats.io/service-ref': 'true', 'app.kubernetes.io/managed-by': 'warmseats' }

const configMap = (name: string, labels: object = {}) => ({ metadata: { name, labels }, data: { a: 'b' } })
const lease = (name: string) => ({ metadata: { name }, spec: { holderIdentity: 'evil' } })
const event = (reportingController: string) => ({
  metadata: { name: `told.${reportingController}` },
  eventTime: '2026-03-24T09:00:00.000000Z',
  ...{ reportingController, reportingInstance: 'a', action: 'Decide', reason: 'Scaled', type: 'Normal', note: 'b' },
  regarding: { apiVersion: 'v1', kind: 'ConfigMap', name: STATE, namespace: HUB, uid: 'u' },
})

/** Roles name these; `*` stands for what no Role of the chart gives, so that the policy alone can refuse it. */
export const onData: readonly Attack[] = [
  {
    what: 'ConfigMap: a new one',
    method: 'POST',
    path: configMaps,
    body: configMap('evil'),
    refused: NOT_ITS_CONFIG_MAP,
  },
  {
    ...{ what: "ConfigMap: the hub's", method: 'PATCH', path: `${configMaps}/hub`, body: { data: { a: 'evil' } } },
    refused: NOT_ITS_CONFIG_MAP,
  },
  { what: "ConfigMap: the hub's deleted", method: 'DELETE', path: `${configMaps}/hub`, refused: NOT_ITS_CONFIG_MAP },
  {
    ...{ what: "ConfigMap: the hub's as a service", method: 'PATCH', path: `${configMaps}/hub` },
    ...{ body: { metadata: { labels: { ...SERVICE, ...REF } } }, refused: NOT_ITS_CONFIG_MAP },
  },
  {
    what: 'ConfigMap: its config',
    method: 'PATCH',
    path: `${configMaps}/warmseats`,
    body: { data: {} },
    refused: NOT_ITS_CONFIG_MAP,
  },
  {
    what: 'ConfigMap: its memory deleted',
    method: 'DELETE',
    path: `${configMaps}/${STATE}`,
    refused: NOT_ITS_CONFIG_MAP,
  },
  {
    ...{ what: 'ConfigMap: a service that holds profiles', method: 'POST', path: configMaps },
    ...{ body: configMap('mine', { ...SERVICE, 'jupyterhub.opendatahub.io/user': 'profile' }), refused: PROFILES },
  },
  {
    ...{ what: 'ConfigMap: the profiles as a service', method: 'POST', path: configMaps },
    ...{ body: configMap('jupyter-singleuser-profiles', SERVICE), refused: PROFILES },
  },
  {
    what: 'Secret: a new one',
    method: 'POST',
    path: secrets,
    body: { metadata: { name: 'evil' } },
    refused: NOT_ITS_SECRET,
  },
  { what: "Secret: the hub's", method: 'PATCH', path: `${secrets}/hub`, body: { data: {} }, refused: NOT_ITS_SECRET },
  {
    what: 'Secret: its certificate deleted',
    method: 'DELETE',
    path: `${secrets}/warmseats-certificate`,
    refused: NOT_ITS_SECRET,
  },
  { what: 'Lease: a new one', method: 'POST', path: leases, body: lease('evil'), refused: NOT_ITS_LEASE },
  { what: "Lease: another's", method: 'PATCH', path: `${leases}/hub`, body: { spec: {} }, refused: NOT_ITS_LEASE },
  {
    ...{ what: 'Event: in the name of the kubelet', method: 'POST', path: events, body: event('kubelet') },
    refused: /its Events say that they come from warmseats/,
  },
]

/** What the controller writes of them. */
export const workOnData: readonly Work[] = [
  { what: 'its memory', method: 'PATCH', path: `${configMaps}/${STATE}`, body: { data: { 'memory.json': '{}' } } },
  { what: 'the CAs', method: 'PATCH', path: `${configMaps}/warmseats-ca`, body: { data: { 'ca.crt': '' } } },
  {
    what: "the ConfigMap that owns a user's services",
    method: 'POST',
    path: configMaps,
    body: configMap('singleuser-service-ref-bob', REF),
  },
  { what: 'a ConfigMap of a service', method: 'POST', path: configMaps, body: configMap('spark--bob', SERVICE) },
  { what: 'the end of one that owns services', method: 'DELETE', path: `${configMaps}/ref` },
  { what: 'calendars', method: 'PATCH', path: `${secrets}/warmseats-calendar`, body: { data: { a: 'Yg==' } } },
  { what: 'the certificate', method: 'PATCH', path: `${secrets}/warmseats-certificate`, body: { data: { a: 'Yg==' } } },
  { what: 'its Lease', method: 'PATCH', path: `${leases}/warmseats`, body: { spec: { holderIdentity: 'a' } } },
  { what: 'an Event', method: 'POST', path: events, body: event('warmseats') },
]

const json = 'application/json-patch+json'
const ofWebhook = (what: string, path: string, value: unknown): Attack => ({
  ...{ what: `the webhook: ${what}`, method: 'PATCH', path: webhook, type: json },
  body: [{ op: 'add', path, value }],
  refused: NOT_OF_THE_WEBHOOK,
})
const ofNode = (what: string, name: string, body: object, refused = NOT_OF_A_NODE): Attack => ({
  ...{ what: `a node: ${what}`, method: 'PATCH', path: `/api/v1/nodes/${name}`, body, refused },
})

export const onWebhook: readonly Attack[] = [
  ofWebhook('asked for everything', '/webhooks/0/rules/0/resources', ['*/*']),
  ofWebhook('nothing starts without it', '/webhooks/0/failurePolicy', 'Fail'),
  ofWebhook('asked for all pods', '/webhooks/0/objectSelector', {}),
  ofWebhook('in all namespaces', '/webhooks/0/namespaceSelector', {}),
  ofWebhook('somebody else answers', '/webhooks/0/clientConfig/service/name', 'evil'),
  ofWebhook('of another namespace', '/webhooks/0/clientConfig/service/namespace', 'evil'),
  ofWebhook('its label', '/metadata/labels/evil', 'true'),
]

/** n1 is nobody's, n2 was cordoned by a person, n3 by this release. */
export const onNodes: readonly Attack[] = [
  ofNode('its pool', 'n1', { metadata: { labels: { 'hub.jupyter.org/pool-name': 'evil' } } }),
  ofNode('a taint', 'n1', { spec: { taints: [{ key: 'a', effect: 'NoExecute' }] } }),
  ofNode("another's annotation", 'n1', { metadata: { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } } }),
  ofNode('a finalizer', 'n1', { metadata: { finalizers: ['evil.io/stay'] } }),
  ofNode("a person's cordon taken back", 'n2', { spec: { unschedulable: null } }, NOT_ITS_CORDON),
  { what: 'a node: removed', method: 'DELETE', path: '/api/v1/nodes/n1', refused: NOT_ITS_CORDON },
]

/** What the controller does to them. */
export const workOnCluster: readonly Work[] = [
  {
    ...{ what: 'the webhook: CAs and path', method: 'PATCH', path: webhook, type: json },
    body: [
      { op: 'add', path: '/webhooks/0/clientConfig/caBundle', value: '' },
      { op: 'add', path: '/webhooks/0/clientConfig/service/path', value: '/a' },
    ],
  },
  {
    ...{ what: 'a cordon', method: 'PATCH', path: '/api/v1/nodes/n1' },
    body: {
      spec: { unschedulable: true },
      metadata: { annotations: { 'warmseats.io/cordoned-at': '2026-03-24T09:00:00Z' } },
    },
  },
  { what: 'its cordon taken back', method: 'PATCH', path: '/api/v1/nodes/n3', body: { spec: { unschedulable: null } } },
  { what: 'its node removed', method: 'DELETE', path: '/api/v1/nodes/n3' },
]
