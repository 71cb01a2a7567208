/** Who gets to the controller's pods and where these get to, by the policy that the chart renders. */
import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { parseSelector, selects } from '../../../src/domain/scheduling/selector.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, HELMS, type HelmVersion, render, skipWithoutHelm } from '../helm.ts'
import { VALUES } from '../values.ts'
import { type Labels, lets, type NetworkPolicy, type Other, selectedBy } from './evaluate.ts'

const skip = await skipWithoutHelm()

const USER: Other = { namespace: 'jhub', labels: { component: 'singleuser-server' }, ip: '10.4.0.9' }
const HUB: Other = { namespace: 'jhub', labels: { component: 'hub' }, ip: '10.4.0.2' }
const PROMETHEUS: Other = { namespace: 'monitoring', labels: { app: 'prometheus' }, ip: '10.4.1.3' }
const DNS: Other = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, ip: '10.4.2.2' }
const KONNECTIVITY: Other = { namespace: 'kube-system', labels: { 'k8s-app': 'konnectivity-agent' }, ip: '10.4.2.5' }
const PROFILES = { profiles: { enabled: true } }
const METADATA = { ip: '169.254.169.254' }
const PUBLIC = { ip: '142.250.72.14' }
const PRIVATE = { ip: '10.20.0.7' }
const API_SERVER = { ip: '10.1.0.3' }
const CLOSED = { networkPolicy: { apiServerCidrs: ['10.1.0.0/28'] } }
const MAIL = [
  { name: 'm', type: 'email', secret: { name: 's' }, from: 'a@b.example', to: ['c@b.example'], for: ['events'] },
]
const ASKED = { hub: { url: 'http://hub.jupyterhub.svc:8081', tokenSecret: { name: 's' } } }
const hubAt = (url: string) => ({ hub: { ...ASKED.hub, url } })
const GCE = { utilization: { enabled: true, nodeGroups: 'gce' } }

const rendered = new Map<string, Promise<NetworkPolicy>>()

/** Rendered once for all who ask the same. */
function policyOf(helm: HelmVersion, values: object): Promise<NetworkPolicy> {
  const key = JSON.stringify([helm, values])
  const policy = rendered.get(key) ?? renderPolicy(helm, values)
  rendered.set(key, policy)
  return policy
}

async function renderPolicy(helm: HelmVersion, values: object): Promise<NetworkPolicy> {
  const { metadata, ...rest } = (await render(helm, { values: { ...VALUES, ...values } })).one('NetworkPolicy')
  return { ...rest, metadata: { ...metadata, namespace: 'jhub' } } as unknown as NetworkPolicy
}

type Case = readonly [what: string, values: object, other: Other, port: number, may: boolean]

const COMES: readonly Case[] = [
  ['Prometheus scrapes', {}, PROMETHEUS, 8080, true],
  ['the hub sees the page', {}, HUB, 8080, true],
  ["a user's server does not reach metrics, page and feed", {}, USER, 8080, false],
  ['nor does one of another namespace', {}, { ...USER, namespace: 'other' }, 8080, false],
  ['nor does who is no pod', {}, { ip: '203.0.113.7' }, 8080, false],
  [
    'who is named as `httpFrom` does',
    { networkPolicy: { httpFrom: [{ ipBlock: { cidr: '203.0.113.0/24' } }] } },
    { ip: '203.0.113.7' },
    8080,
    true,
  ],
  ['and no other', { networkPolicy: { httpFrom: [{ ipBlock: { cidr: '203.0.113.0/24' } }] } }, PROMETHEUS, 8080, false],
  ['a further rule', { networkPolicy: { ingress: [{ ports: [{ port: 8080 }] }] } }, 'node', 8080, true],
  ["without profiles nobody reaches the webhook's port", {}, HUB, 8443, false],
  ['an API server on a node asks the webhook', PROFILES, 'node', 8443, true],
  ['one outside of the cluster', PROFILES, { ip: '34.1.2.3' }, 8443, true],
  ['through an agent', PROFILES, KONNECTIVITY, 8443, true],
  ['by its addresses', { ...PROFILES, ...CLOSED }, API_SERVER, 8443, true],
  ['by its addresses, `warmseats status` through its proxy', CLOSED, API_SERVER, 8080, true],
  ['with its addresses through an agent', { ...PROFILES, ...CLOSED }, KONNECTIVITY, 8443, true],
  ["with its addresses no user's server", { ...PROFILES, ...CLOSED }, USER, 8443, false],
  ['with its addresses no hub that may not ask', { ...PROFILES, ...CLOSED }, HUB, 8443, false],
  [
    'with its addresses a hub that may',
    { profiles: { enabled: true, api: { enabled: true } }, ...CLOSED },
    HUB,
    8443,
    true,
  ],
  [
    'with its addresses a hub of another namespace',
    { profiles: { enabled: true, api: { enabled: true, serviceAccounts: ['lab/hub'] } }, ...CLOSED },
    { ...HUB, namespace: 'lab' },
    8443,
    true,
  ],
  [
    "and no user's server beside it",
    {
      profiles: { enabled: true, api: { enabled: true, serviceAccounts: [{ name: 'lab/hub', namespaces: ['x'] }] } },
      ...CLOSED,
    },
    { ...USER, namespace: 'lab' },
    8443,
    false,
  ],
]

const GOES: readonly Case[] = [
  ['an API server at 443', {}, API_SERVER, 443, true],
  ['one on a node', {}, 'node', 6443, true],
  ['one at its address', CLOSED, API_SERVER, 6443, true],
  ['a port of its own', { networkPolicy: { apiServerPorts: [7443] } }, 'node', 7443, true],
  ['a calendar', {}, PUBLIC, 443, true],
  ['a calendar without TLS', {}, PUBLIC, 80, true],
  ['with IPv6', {}, { ip: '2607:f8b0::1' }, 443, true],
  ['behind NAT64', CLOSED, { ip: '64:ff9b::8efa:480e' }, 443, true],
  ['a port that nothing is read from', {}, PUBLIC, 8000, false],
  [
    'the port of a calendar that stands in the values',
    { calendarUrl: 'https://u:1@calendar.example.edu:8000/a.ics' },
    PUBLIC,
    8000,
    true,
  ],
  ['of a further one', { calendars: [{ name: 'a', url: 'webcal://calendar.example.edu:8000' }] }, PUBLIC, 8000, true],
  ['a number in its path is none', { calendarUrl: 'https://calendar.example.edu/a:8000/b' }, PUBLIC, 8000, false],
  ['a port that is given', { networkPolicy: { egressPorts: [8000] } }, PUBLIC, 8000, true],
  ['no public servers', { networkPolicy: { egressAllowRules: { nonPrivateIPs: false } } }, PUBLIC, 80, false],
  ['a private address', {}, PRIVATE, 80, false],
  ['a private address with those of API servers', CLOSED, PRIVATE, 443, false],
  ["a user's server", {}, USER, 8888, false],
  ['a pod', {}, PROMETHEUS, 80, false],
  ['a private calendar that may be read', { ...CLOSED, calendarAllowPrivate: ['cal.intern'] }, PRIVATE, 443, true],
  ['any', { ...CLOSED, calendarAllowPrivate: true }, PRIVATE, 443, true],
  [
    'private all the same',
    { calendarAllowPrivate: true, networkPolicy: { egressAllowRules: { privateIPs: false } } },
    PRIVATE,
    80,
    false,
  ],
  ['private, and nothing says why', { networkPolicy: { egressAllowRules: { privateIPs: true } } }, PRIVATE, 80, true],
  ['a mail server', { notify: MAIL }, PUBLIC, 587, true],
  ['a mail server within', { notify: MAIL }, PRIVATE, 25, true],
  ['mail, where nobody is told by it', {}, PUBLIC, 587, false],
  ['metadata', {}, METADATA, 80, false],
  ['metadata with private addresses', { calendarAllowPrivate: true, notify: MAIL }, METADATA, 80, false],
  ["Alibaba's metadata", { calendarAllowPrivate: true }, { ip: '100.100.100.200' }, 80, false],
  ["AWS' with IPv6", { calendarAllowPrivate: true }, { ip: 'fd00:ec2::254' }, 80, false],
  ["Google's tokens", GCE, METADATA, 80, true],
  ['with Workload Identity', GCE, { ip: '169.254.169.252' }, 988, true],
  [
    'not its tokens',
    { ...GCE, networkPolicy: { egressAllowRules: { cloudMetadataServer: false } } },
    METADATA,
    80,
    false,
  ],
  [
    'its tokens, where nothing says why',
    { networkPolicy: { egressAllowRules: { cloudMetadataServer: true } } },
    METADATA,
    80,
    true,
  ],
  ['a hub, where it is not asked', {}, HUB, 8081, false],
  ['the hub, in the namespace of its Service', ASKED, { ...HUB, namespace: 'jupyterhub' }, 8081, true],
  ['no other port there', ASKED, { ...HUB, namespace: 'jupyterhub' }, 8888, false],
  ['no other namespace', ASKED, HUB, 8081, false],
  ['the hub beside the release', hubAt('http://hub:8081'), HUB, 8081, true],
  ['the pods of a Service with another port', hubAt('http://hub'), HUB, 8081, true],
  ['a hub outside', hubAt('https://jupyter.example.edu/base'), PUBLIC, 443, true],
  ['a hub outside with a port of its own', hubAt('https://jupyter.example.edu:9443'), PUBLIC, 9443, true],
  ['a hub on a private network', hubAt('https://hub.example.edu'), PRIVATE, 443, true],
  ['metadata with a hub', { ...CLOSED, ...hubAt('https://hub.example.edu') }, METADATA, 443, false],
  ['a further rule', { networkPolicy: { egress: [{ ports: [{ port: 3128 }] }] } }, 'node', 3128, true],
]

const NAMES: readonly Case[] = [
  ['pods of kube-system', {}, { ...DNS, ip: '34.1.1.1' }, 53, true],
  ["OpenShift's", {}, { namespace: 'openshift-dns', labels: {}, ip: '34.1.1.1' }, 5353, true],
  ['by private address', {}, { ip: '10.96.0.10' }, 53, true],
  ['by private address with IPv6', {}, { ip: 'fd12::a' }, 53, true],
  ['a cache on the node', {}, { ip: '169.254.20.10' }, 53, true],
  ["the cloud's", {}, METADATA, 53, true],
  [
    "not the cloud's",
    { networkPolicy: { egressAllowRules: { dnsPortsCloudMetadataServer: false } } },
    METADATA,
    53,
    false,
  ],
  [
    'not by private address',
    { networkPolicy: { egressAllowRules: { dnsPortsPrivateIPs: false } } },
    { ip: '10.96.0.10' },
    53,
    false,
  ],
  [
    'not pods',
    { networkPolicy: { egressAllowRules: { dnsPortsKubeSystemNamespace: false, dnsPortsPrivateIPs: false } } },
    DNS,
    53,
    false,
  ],
  ['anybody', {}, { ip: '8.8.8.8' }, 53, false],
]

for (const helm of HELMS)
  suite(`the NetworkPolicy, by helm ${helm}`, { skip }, () => {
    for (const [what, values, other, port, may] of COMES)
      it(`${may ? 'comes' : 'does not come'}: ${what}`, async () => {
        assert.equal(lets(await policyOf(helm, values), { direction: 'ingress', other, port }), may)
      })
    for (const [what, values, other, port, may] of GOES)
      it(`${may ? 'is reached' : 'is not reached'}: ${what}`, async () => {
        assert.equal(lets(await policyOf(helm, values), { direction: 'egress', other, port }), may)
      })
    for (const [what, values, other, port, may] of NAMES)
      it(`${may ? 'looks names up' : 'does not look names up'}: ${what}`, async () => {
        const policy = await policyOf(helm, values)
        for (const protocol of ['UDP', 'TCP'] as const)
          assert.equal(lets(policy, { direction: 'egress', other, port, protocol }), may, protocol)
      })

    it('is of the controllers, in both directions, and of no other pod of ours', async () => {
      const rendering = await render(helm, { values: VALUES })
      const { spec } = await policyOf(helm, {})
      const labels = at(rendering.one('Deployment'), 'spec', 'template', 'metadata', 'labels') as Labels
      assert.equal(selectedBy(spec.podSelector, labels), true)
      assert.equal(selectedBy(spec.podSelector, { app: 'node-placeholder-scaler', component: 'placeholder' }), false)
      assert.deepEqual(spec.policyTypes, ['Ingress', 'Egress'])
    })

    it('one value takes it away', async () => {
      const { objects } = await render(helm, { values: { ...VALUES, networkPolicy: { enabled: false } } })
      assert.equal(objects.filter(({ kind }) => kind === 'NetworkPolicy').length, 0)
    })

    for (const selector of [
      'component=singleuser-server',
      'app=jupyterhub,component=singleuser-server',
      'course',
      'a in (b, c),!d',
      'a!=b,d notin (e)',
    ])
      it(`no pod that \`${selector}\` selects reaches 8080, and each other does`, async () => {
        const policy = await policyOf(helm, { userPods: { labelSelector: selector } })
        const users = parseSelector(selector)
        assert.ok(users)
        const value = fc.constantFrom('jupyterhub', 'singleuser-server', 'b', 'c', 'e', 'x')
        const key = fc.constantFrom('app', 'component', 'course', 'a', 'd')
        fc.assert(
          fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (labels) => {
            const other = { namespace: 'lab', labels }
            const may = lets(policy, { direction: 'ingress', other, port: 8080 })
            assert.equal(may, !selects(users, labels))
          }),
          RUNS,
        )
      })
  })
