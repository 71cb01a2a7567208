import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { matchesLabels } from '../../../src/domain/scheduling/selector.ts'
import { type FakeApi, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { at, container, HELMS, podSpec, render, skipWithoutHelm } from '../helm.ts'

const skip = await skipWithoutHelm()
/** Kinds that the chart renders, by group and version: helm asks for them before it renders. */
const KINDS: readonly (readonly [string, readonly string[]])[] = [
  ['v1', ['Node', 'ServiceAccount', 'Secret', 'ConfigMap', 'Service']],
  ['apps/v1', ['Deployment']],
  ['batch/v1', ['Job']],
  ['networking.k8s.io/v1', ['NetworkPolicy']],
  ['policy/v1', ['PodDisruptionBudget']],
  ['scheduling.k8s.io/v1', ['PriorityClass']],
  ['coordination.k8s.io/v1', ['Lease']],
  ['rbac.authorization.k8s.io/v1', ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding']],
]
const grouped = KINDS.filter(([version]) => version !== 'v1')

/** An API server with one node, as much of it as helm's `lookup` needs. */
async function clusterOf(annotations: object): Promise<FakeApi> {
  const api = await fakeApi()
  const resourcesOf = ([groupVersion, kinds]: (typeof KINDS)[number]) => ({
    kind: 'APIResourceList',
    groupVersion,
    resources: kinds.map((kind) => ({
      kind,
      name: `${kind.toLowerCase()}s`,
      namespaced: kind !== 'Node',
      verbs: ['get'],
    })),
  })
  const groupOf = ([groupVersion]: (typeof KINDS)[number]) => ({
    name: groupVersion.split('/')[0],
    versions: [{ groupVersion, version: 'v1' }],
    preferredVersion: { groupVersion, version: 'v1' },
  })
  const answers = new Map<string, object>([
    ['/version', { major: '1', minor: '34', gitVersion: 'v1.34.0' }],
    ['/api', { kind: 'APIVersions', versions: ['v1'] }],
    ['/apis', { kind: 'APIGroupList', apiVersion: 'v1', groups: grouped.map(groupOf) }],
    ...KINDS.map((one) => [`/api${one[0] === 'v1' ? '' : 's'}/${one[0]}`, resourcesOf(one)] as const),
    [
      '/api/v1/nodes',
      {
        kind: 'NodeList',
        apiVersion: 'v1',
        items: [{ kind: 'Node', apiVersion: 'v1', metadata: { name: 'n1', annotations } }],
      },
    ],
  ])
  api.serve((exchange) => {
    const answer = answers.get(exchange.path)
    if (answer) exchange.answer(200, answer)
    else exchange.refuse(404, { reason: 'NotFound' })
  })
  return api
}

const enabled = { utilization: { enabled: true } }

for (const helm of HELMS)
  suite(`helm ${helm}`, { skip }, () => {
    it('before an uninstall the cordons of the release are taken back, by its own image and account', async () => {
      const { one } = await render(helm, { values: enabled })
      const job = one('Job')
      assert.equal(job.metadata.annotations?.['helm.sh/hook'], 'pre-delete')
      assert.deepEqual(container(job, 'args'), ['uncordon-all', '--state=hub-warmseats-state', '--namespace=jhub'])
      assert.equal(podSpec(job, 'serviceAccountName'), 'hub-warmseats')
      assert.equal(container(job, 'image'), container(one('Deployment'), 'image'))
    })

    it('its pod is none of the controller', async () => {
      const { one, objects } = await render(helm, { values: enabled })
      const labels = at(one('Job'), 'spec', 'template', 'metadata', 'labels') as Record<string, string>
      for (const [kind, ...path] of [
        ['Deployment', 'spec', 'selector', 'matchLabels'],
        ['Service', 'spec', 'selector'],
      ] as const)
        assert.equal(matchesLabels(at(one(kind), ...path) as Record<string, string>, labels), false, kind)
      for (const budget of objects.filter(({ kind }) => kind === 'PodDisruptionBudget'))
        assert.equal(
          matchesLabels(at(budget, 'spec', 'selector', 'matchLabels') as Record<string, string>, labels),
          false,
        )
    })

    it('with the policy disabled there is one for as long as nodes carry cordons of this release', async () => {
      for (const [by, kinds] of [
        ['jhub/hub-warmseats-state', ['Job']],
        ['jhub/other-warmseats-state', []],
      ] as const) {
        await using cluster = await clusterOf({ 'warmseats.io/cordoned-by': by })
        const { objects, one } = await render(helm, {
          args: ['--dry-run=server', '--disable-openapi-validation', `--kube-apiserver=${cluster.url}`],
        })
        const jobs = objects.filter(({ kind }) => kind === 'Job')
        assert.deepEqual(
          jobs.map(({ kind }) => kind),
          kinds,
        )
        // A Job that may not write nodes would keep the release from going.
        const rules = at(one('ClusterRole'), 'rules') as readonly { readonly verbs: readonly string[] }[]
        assert.equal(
          rules.some(({ verbs }) => verbs.includes('patch')),
          jobs.length > 0,
        )
      }
    })

    it('there is no hook while the policy is disabled, where nobody knows of a cordon', async () => {
      const { objects } = await render(helm)
      assert.deepEqual(
        objects.filter(({ kind }) => kind === 'Job'),
        [],
      )
    })
  })
