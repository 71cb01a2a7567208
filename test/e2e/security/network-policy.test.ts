/** The policies that the chart renders, as a real API server takes them: it knows each field, and says each back as it was said. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { HELMS, helm } from '../../chart/helm.ts'
import { VALUES } from '../../chart/values.ts'
import { type Cluster, controlPlane, startCluster } from '../../cluster/index.ts'

const { skip } = await controlPlane()

const CHART = new URL('../../../chart', import.meta.url).pathname
const POLICIES: Readonly<Record<string, object>> = {
  'with no word of it': {},
  'with all that there is': {
    calendarUrl: 'https://calendar.example.edu:8443/a.ics',
    calendarAllowPrivate: true,
    userPods: { labelSelector: 'app=jupyterhub,component in (singleuser-server, lab),!system' },
    profiles: { enabled: true, api: { enabled: true, serviceAccounts: ['hub', 'lab/hub'] } },
    utilization: { enabled: true, nodeGroups: 'gce' },
    networkPolicy: {
      httpFrom: [{ ipBlock: { cidr: '10.0.0.0/16' } }, { namespaceSelector: {} }],
      apiServerCidrs: ['10.1.0.0/28', 'fd12::/64'],
      ingress: [{ ports: [{ port: 9000, protocol: 'TCP' }] }],
      egress: [{ to: [{ podSelector: {} }] }],
    },
  },
}

interface Applied {
  readonly spec: object
}

describe('the NetworkPolicy on a real API server', { skip }, () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster({ kwok: false })
  })
  after(() => cluster?.stop())

  for (const version of HELMS)
    for (const [what, values] of Object.entries(POLICIES))
      it(`${what}, by helm ${version}`, async () => {
        const args = ['template', 'hub', CHART, '--show-only', 'templates/network/policy.yaml', '--values', '-']
        const manifest = await helm(version, args, JSON.stringify({ ...VALUES, ...values }))
        const apply = ['apply', '--server-side', '--dry-run=server', '--validate=strict', '-o', 'json', '-f', '-']
        const said = JSON.parse(await cluster.kubectl([...apply, '--namespace', 'default'], manifest)) as Applied
        const client = ['create', '--dry-run=client', '--validate=false', '-o', 'json', '-f', '-']
        const meant = JSON.parse(await cluster.kubectl(client, manifest)) as Applied
        assert.deepEqual(said.spec, meant.spec)
      })
})
