/** The packing scheduler: what the chart renders for it. That the real program takes it is in test/e2e/packing.test.ts. */
import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { load } from 'js-yaml'
import { DEFAULTS } from '../../src/config/schema.ts'
import { type Labels, matchesLabels, parseSelector, selects } from '../../src/domain/scheduling/selector.ts'
import {
  at,
  container,
  HELMS,
  type HelmVersion,
  notes,
  podSpec,
  type Rendered,
  render,
  skipWithoutHelm,
} from './helm.ts'
import { VALUES } from './values.ts'

const NAME = 'hub-warmseats-packing'
const values = (packingScheduler: object = {}, more: object = {}) => ({
  ...VALUES,
  ...more,
  packingScheduler: { enabled: true, ...packingScheduler },
})
const isPacking = ({ metadata }: Rendered) => metadata.name.includes('packing')
const rendered = (helm: HelmVersion, given: object = values(), kubeVersion = '1.31.4') =>
  render(helm, { values: given, args: ['--kube-version', kubeVersion] })
const deploymentOf = async (helm: HelmVersion, given?: object, kubeVersion?: string) =>
  (await rendered(helm, given, kubeVersion)).one('Deployment', NAME)
const gates = (deployment: Rendered) =>
  (container(deployment, 'args') as readonly string[]).filter((arg) => arg.startsWith('--feature-gates'))

const skip = await skipWithoutHelm()

for (const helm of HELMS)
  suite(`the packing scheduler, helm ${helm}`, { skip }, () => {
    it('is off by default', async () => {
      assert.deepEqual((await render(helm, { values: VALUES })).objects.filter(isPacking), [])
    })

    it('exactly these objects, and none of the controller changes', async () => {
      const [without, given] = await Promise.all([render(helm, { values: VALUES }), rendered(helm)])
      assert.deepEqual(
        given.objects
          .filter(isPacking)
          .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
          .toSorted(),
        [
          `ClusterRoleBinding jhub-${NAME}-kube-scheduler`,
          `ClusterRoleBinding jhub-${NAME}-volume-scheduler`,
          `ConfigMap ${NAME}`,
          `Deployment ${NAME}`,
          `NetworkPolicy ${NAME}`,
          `PodDisruptionBudget ${NAME}`,
          `Role ${NAME}`,
          `RoleBinding ${NAME}`,
          `ServiceAccount ${NAME}`,
          `ValidatingAdmissionPolicy ${NAME}`,
          `ValidatingAdmissionPolicyBinding ${NAME}`,
        ],
      )
      assert.deepEqual(given.one('Deployment', 'hub-warmseats'), without.one('Deployment'))
      assert.equal(given.config, without.config)
    })

    it('weighs as zero-to-jupyterhub does, and is led in the namespace of the release', async () => {
      const map = (await rendered(helm)).one('ConfigMap', NAME)
      const config = load(String(at(map, 'data', 'scheduler.yaml')))
      const [profile] = at(config, 'profiles') as readonly object[]
      assert.equal(at(profile, 'schedulerName'), NAME)
      assert.deepEqual(at(profile, 'plugins', 'score', 'enabled'), [
        { name: 'NodeAffinity', weight: 14631 },
        { name: 'InterPodAffinity', weight: 1331 },
        { name: 'NodeResourcesFit', weight: 121 },
        { name: 'ImageLocality', weight: 11 },
      ])
      assert.equal(at(profile, 'pluginConfig', 0, 'args', 'scoringStrategy', 'type'), 'MostAllocated')
      assert.deepEqual(at(config, 'leaderElection'), {
        leaderElect: true,
        resourceLock: 'leases',
        resourceNamespace: 'jhub',
        resourceName: NAME,
      })
    })

    for (const [kubeVersion, tag, gate] of [
      ['1.27.3', 'v1.27.3', []],
      ['v1.32.9-gke.1042000', 'v1.32.9', []],
      ['v1.33.0+k3s1', 'v1.33.0', ['--feature-gates=SchedulerAsyncPreemption=false']],
      ['v1.36.3-eks-a5df82a', 'v1.36.3', ['--feature-gates=SchedulerAsyncPreemption=false']],
      ['1.37.0', 'v1.37.0', []],
    ] as const)
      it(`on ${kubeVersion} it is ${tag}, with the gates that this version has`, async () => {
        const deployment = await deploymentOf(helm, values(), kubeVersion)
        assert.equal(container(deployment, 'image'), `registry.k8s.io/kube-scheduler:${tag}`)
        assert.deepEqual(gates(deployment), gate)
      })

    it('another image has the gates of its own version, if it tells it', async () => {
      const own = (tag: string) => deploymentOf(helm, values({ image: { repository: 'mirror.example/ks', tag } }))
      const [older, digest] = [await own('v1.33.2'), await own('stable')]
      assert.equal(container(older, 'image'), 'mirror.example/ks:v1.33.2')
      assert.deepEqual([gates(older).length, gates(digest).length], [1, 0])
    })

    it('another name is one everywhere', async () => {
      const { one } = await rendered(helm, values({ schedulerName: 'packed' }))
      assert.match(String(at(one('ConfigMap', NAME), 'data', 'scheduler.yaml')), /schedulerName: packed\n/)
      const policy = one('ValidatingAdmissionPolicy', NAME)
      assert.match(String(at(policy, 'spec', 'matchConditions', 0, 'expression')), /"packed"/)
    })

    it('its pods are nobody else’s: no controller, no user, no placeholder', async () => {
      const { one } = await rendered(helm)
      const labels = podSpecLabels(one('Deployment', NAME))
      assert.ok(matchesLabels(at(one('Deployment', NAME), 'spec', 'selector', 'matchLabels') as Labels, labels))
      assert.ok(!matchesLabels(at(one('Service'), 'spec', 'selector') as Labels, labels))
      for (const [kind, path] of [
        ['Deployment', ['spec', 'selector', 'matchLabels']],
        ['PodDisruptionBudget', ['spec', 'selector', 'matchLabels']],
        ['NetworkPolicy', ['spec', 'podSelector', 'matchLabels']],
      ] as const)
        assert.ok(!matchesLabels(at(one(kind, 'hub-warmseats'), ...path) as Labels, labels), kind)
      for (const text of [DEFAULTS.userPods.labelSelector, DEFAULTS.placeholderPodLabelSelector])
        assert.ok(!selects(parseSelector(text) ?? [], labels), text)
    })

    it('it may what schedulers of the cluster may, and its own Lease', async () => {
      const { one, objects } = await rendered(helm)
      const bound = objects.filter(({ kind }) => kind === 'ClusterRoleBinding').filter(isPacking)
      assert.deepEqual(
        bound.map((one) => at(one, 'roleRef', 'name')),
        ['system:kube-scheduler', 'system:volume-scheduler'],
      )
      for (const binding of [...bound, one('RoleBinding', NAME)])
        assert.deepEqual(at(binding, 'subjects'), [{ kind: 'ServiceAccount', name: NAME, namespace: 'jhub' }])
      assert.deepEqual(at(one('Role', NAME), 'rules'), [
        {
          apiGroups: ['coordination.k8s.io'],
          resources: ['leases'],
          resourceNames: [NAME],
          verbs: ['get', 'update'],
        },
      ])
      assert.equal(at(one('ServiceAccount', NAME), 'automountServiceAccountToken'), false)
      assert.equal(podSpec(one('Deployment', NAME), 'serviceAccountName'), NAME)
      const without = await rendered(helm, values({}, { rbac: { create: false } }))
      assert.deepEqual(
        without.objects.filter(isPacking).filter(({ kind }) => /Role/.test(kind)),
        [],
      )
    })

    it('is as restricted as the controller, and where it is', async () => {
      const { one } = await rendered(helm, values({}, { tolerations: [{ key: 'core' }], nodeSelector: { a: 'b' } }))
      const [packing, controller] = [one('Deployment', NAME), one('Deployment', 'hub-warmseats')]
      for (const key of ['securityContext', 'affinity', 'tolerations', 'nodeSelector'])
        assert.deepEqual(podSpec(packing, key), podSpec(controller, key), key)
      assert.deepEqual(container(packing, 'securityContext'), container(controller, 'securityContext'))
      assert.deepEqual(
        podSpec(packing, 'topologySpreadConstraints', 0, 'labelSelector', 'matchLabels'),
        at(packing, 'spec', 'selector', 'matchLabels'),
      )
    })

    it('nobody comes to it, and it goes to the API server alone', async () => {
      const networkPolicy = { apiServerCidrs: ['10.1.0.0/28'], apiServerPorts: [6443] }
      const { one, objects } = await rendered(helm, values({}, { networkPolicy }))
      assert.equal(at(one('NetworkPolicy', NAME), 'spec', 'ingress'), undefined)
      assert.deepEqual(at(one('NetworkPolicy', NAME), 'spec', 'policyTypes'), ['Ingress', 'Egress'])
      assert.deepEqual(at(one('NetworkPolicy', NAME), 'spec', 'egress'), [
        { ports: [{ port: 6443, protocol: 'TCP' }], to: [{ ipBlock: { cidr: '10.1.0.0/28' } }] },
      ])
      assert.ok(objects.length > 0)
      const off = await rendered(helm, values({}, { networkPolicy: { enabled: false } }))
      assert.ok(!off.objects.some(({ kind }) => kind === 'NetworkPolicy'))
    })

    it('who may ask for it: pods of the users’ namespaces, and anybody where users are anywhere', async () => {
      const named = await rendered(helm, values({}, { userPods: { namespaces: ['a', 'b'] } }))
      const policy = named.one('ValidatingAdmissionPolicy', NAME)
      assert.deepEqual(at(policy, 'spec', 'matchConstraints', 'namespaceSelector', 'matchExpressions', 0), {
        key: 'kubernetes.io/metadata.name',
        operator: 'NotIn',
        values: ['jhub', 'a', 'b'],
      })
      for (const more of [{ userPods: { namespaces: ['*'] } }, { admissionPolicy: { enabled: false } }]) {
        const { objects } = await rendered(helm, values({}, more))
        assert.ok(!objects.filter(isPacking).some(({ kind }) => kind.startsWith('ValidatingAdmissionPolicy')))
      }
    })

    it('one replica needs no budget; a change of its configuration restarts it', async () => {
      const { objects, one } = await rendered(helm, values({ replicas: 1 }))
      assert.ok(!objects.filter(isPacking).some(({ kind }) => kind === 'PodDisruptionBudget'))
      const sum = (deployment: Rendered) => at(deployment, 'spec', 'template', 'metadata', 'annotations')
      assert.notDeepEqual(sum(one('Deployment', NAME)), sum(await deploymentOf(helm, values({ schedulerName: 'x' }))))
    })

    it('the notes tell its name', async () => {
      const said = await notes(helm, { values: values({ schedulerName: 'packed' }) })
      assert.match(said, new RegExp(`deployment/${NAME}, for pods with schedulerName: packed\\n  pools `))
      assert.doesNotMatch(await notes(helm, { values: VALUES }), /packing/)
    })

    it('what is null counts as unsaid, and further flags come last', async () => {
      const nothing = { schedulerName: null, replicas: null, image: null, resources: null, extraArgs: null }
      assert.equal(at(await deploymentOf(helm, values(nothing)), 'spec', 'replicas'), 2)
      const args = container(await deploymentOf(helm, values({ extraArgs: ['--v=4'] })), 'args') as readonly string[]
      assert.equal(args.at(-1), '--v=4')
    })
  })

const podSpecLabels = (deployment: Rendered) => at(deployment, 'spec', 'template', 'metadata', 'labels') as Labels
