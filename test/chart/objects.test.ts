import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { DEFAULTS } from '../../src/config/schema.ts'
import { IMAGES_LABEL, IMAGES_PULLING, POOL_LABEL } from '../../src/domain/cluster/pod.ts'
import { type Labels, labelsOf, matchesLabels, parseSelector, selects } from '../../src/domain/scheduling/selector.ts'
import { at, container, HELMS, podSpec, render, skipWithoutHelm } from './helm.ts'
import { VALUES } from './values.ts'

type Manifests = Awaited<ReturnType<typeof render>>['objects']
const budget = (objects: Manifests, name = 'hub-warmseats') =>
  objects.find((one) => one.kind === 'PodDisruptionBudget' && one.metadata.name === name)

const skip = await skipWithoutHelm()

for (const helm of HELMS)
  suite(`helm ${helm}`, { skip }, () => {
    it('exactly these objects', async () => {
      const { objects } = await render(helm, { values: VALUES })
      assert.deepEqual(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).toSorted(), [
        'ClusterRole hub-warmseats',
        'ClusterRoleBinding hub-warmseats',
        'ConfigMap hub-warmseats',
        'ConfigMap hub-warmseats-state',
        'Deployment hub-warmseats',
        'Lease hub-warmseats',
        'NetworkPolicy hub-warmseats',
        'PodDisruptionBudget hub-warmseats',
        'PodDisruptionBudget hub-warmseats-images',
        'PriorityClass hub-warmseats-placeholder',
        'Role hub-warmseats',
        'RoleBinding hub-warmseats',
        'Secret hub-warmseats-calendar',
        'Secret hub-warmseats-feed',
        'Service hub-warmseats',
        'ServiceAccount hub-warmseats',
        ...['data', 'deployments', 'pods'].map((name) => `ValidatingAdmissionPolicy hub-warmseats-${name}`),
        ...['data', 'deployments', 'pods'].map((name) => `ValidatingAdmissionPolicyBinding hub-warmseats-${name}`),
      ])
      for (const { kind, metadata } of objects) {
        assert.equal(metadata.labels?.['app.kubernetes.io/name'], 'warmseats', kind)
        assert.equal(metadata.labels?.['app.kubernetes.io/instance'], 'hub', kind)
      }
    })

    it('the controller is told where everything is', async () => {
      const deployment = (await render(helm, { values: VALUES })).one('Deployment')
      assert.equal(container(deployment, 'image'), 'ghcr.io/warmseats/warmseats:0.1.0')
      assert.equal(container(deployment, 'command'), undefined)
      assert.deepEqual(container(deployment, 'args'), [
        'run',
        '--config=/etc/warmseats/config.yaml',
        '--namespace=$(POD_NAMESPACE)',
        '--state=hub-warmseats-state',
        '--calendar-store=hub-warmseats-calendar',
        '--lease=hub-warmseats',
        '--identity=$(POD_NAME)',
        '--port=8080',
        '--feed-token=/etc/warmseats-feed/token',
      ])
      assert.deepEqual(container(deployment, 'env'), [
        { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
        { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      ])
      assert.deepEqual(container(deployment, 'ports'), [{ name: 'http', containerPort: 8080, protocol: 'TCP' }])
      assert.deepEqual(container(deployment, 'livenessProbe', 'httpGet'), { path: '/healthz', port: 'http' })
      assert.deepEqual(container(deployment, 'readinessProbe', 'httpGet'), { path: '/readyz', port: 'http' })
    })

    it('the config is mounted as a folder, and a change of it does not restart the pods', async () => {
      const [one, other] = await Promise.all(
        [1, 2].map(async (replicas) => {
          const values = { nodePools: { user: { ...VALUES.nodePools.user, replicas } } }
          return (await render(helm, { values })).one('Deployment')
        }),
      )
      assert.deepEqual(one, other)
      assert.deepEqual(one && container(one, 'volumeMounts'), [
        { name: 'config', mountPath: '/etc/warmseats', readOnly: true },
        { name: 'feed', mountPath: '/etc/warmseats-feed', readOnly: true },
      ])
      assert.deepEqual(one && podSpec(one, 'volumes', 0), { name: 'config', configMap: { name: 'hub-warmseats' } })
      assert.equal(at(one, 'spec', 'template', 'metadata', 'annotations'), undefined)
    })

    it('the controller may nothing that it need not', async () => {
      const { one } = await render(helm, { values: VALUES })
      assert.deepEqual(podSpec(one('Deployment'), 'securityContext'), {
        runAsNonRoot: true,
        runAsUser: 65532,
        runAsGroup: 65532,
        seccompProfile: { type: 'RuntimeDefault' },
      })
      assert.deepEqual(container(one('Deployment'), 'securityContext'), {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      assert.equal(podSpec(one('Deployment'), 'automountServiceAccountToken'), true)
      assert.equal(at(one('ServiceAccount'), 'automountServiceAccountToken'), false)
      assert.equal(podSpec(one('Deployment'), 'priorityClassName'), undefined)
    })

    it('two replicas on different core nodes, if there are such', async () => {
      const deployment = (await render(helm, { values: VALUES })).one('Deployment')
      assert.equal(at(deployment, 'spec', 'replicas'), 2)
      assert.deepEqual(podSpec(deployment, 'affinity'), {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 100,
              preference: {
                matchExpressions: [{ key: 'hub.jupyter.org/node-purpose', operator: 'In', values: ['core'] }],
              },
            },
          ],
        },
      })
      assert.deepEqual(podSpec(deployment, 'topologySpreadConstraints'), [
        {
          maxSkew: 5,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: at(deployment, 'spec', 'selector', 'matchLabels') },
        },
      ])
      assert.deepEqual(podSpec(deployment, 'tolerations'), [
        { key: 'hub.jupyter.org/dedicated', operator: 'Equal', value: 'core', effect: 'NoSchedule' },
        { key: 'hub.jupyter.org_dedicated', operator: 'Equal', value: 'core', effect: 'NoSchedule' },
      ])
      assert.equal(podSpec(deployment, 'terminationGracePeriodSeconds'), 30)
      assert.deepEqual(container(deployment, 'resources'), {
        requests: { cpu: '50m', memory: '160Mi' },
        limits: { memory: '512Mi' },
      })
    })

    it('no selector takes placeholders for controllers, or the other way round', async () => {
      const { one, objects } = await render(helm, { values: VALUES })
      const placeholders = parseSelector(DEFAULTS.placeholderPodLabelSelector) ?? []
      const placeholder = { ...labelsOf(placeholders), [POOL_LABEL]: 'user' }
      const controller = at(one('Deployment'), 'spec', 'template', 'metadata', 'labels') as Labels
      const selectors = [
        at(one('Deployment'), 'spec', 'selector', 'matchLabels'),
        at(one('Service'), 'spec', 'selector'),
        at(budget(objects), 'spec', 'selector', 'matchLabels'),
      ] as readonly Labels[]
      for (const selector of selectors) {
        assert.ok(matchesLabels(selector, controller))
        assert.ok(!matchesLabels(selector, placeholder))
      }
      assert.ok(!selects(placeholders, controller))
    })

    it('a disruption budget over the controllers, when there are several', async () => {
      const rendered = await render(helm, { values: VALUES })
      assert.equal(budget(rendered.objects)?.apiVersion, 'policy/v1')
      assert.equal(at(budget(rendered.objects), 'spec', 'maxUnavailable'), 1)
      for (const values of [{ replicaCount: 1 }, { replicaCount: 0 }, { podDisruptionBudget: { create: false } }]) {
        const { objects } = await render(helm, { values: { ...VALUES, ...values } })
        assert.equal(budget(objects), undefined)
      }
    })

    it('and one over placeholders that the controller labels, unless nobody wants budgets', async () => {
      const { objects } = await render(helm, { values: VALUES })
      const images = budget(objects, 'hub-warmseats-images')
      assert.equal(at(images, 'spec', 'maxUnavailable'), 0)
      assert.deepEqual(at(images, 'spec', 'selector', 'matchLabels'), { [IMAGES_LABEL]: IMAGES_PULLING })
      const none = await render(helm, { values: { ...VALUES, podDisruptionBudget: { create: false } } })
      assert.equal(budget(none.objects, 'hub-warmseats-images'), undefined)
    })

    it('what the controller writes stands in no manifest, so an upgrade leaves it alone', async () => {
      const { one } = await render(helm, { values: VALUES })
      assert.deepEqual(Object.keys(one('ConfigMap', 'hub-warmseats-state')).toSorted(), [
        'apiVersion',
        'kind',
        'metadata',
      ])
      assert.deepEqual(Object.keys(one('Lease')).toSorted(), ['apiVersion', 'kind', 'metadata'])
      assert.deepEqual(Object.keys(one('Secret', 'hub-warmseats-calendar')).toSorted(), [
        'apiVersion',
        'kind',
        'metadata',
      ])
    })

    it('the calendar’s address from a Secret stays out of the config', async () => {
      const values = { nodePools: VALUES.nodePools, calendarUrlSecret: { name: 'calendar', key: 'address' } }
      const { one, config } = await render(helm, { values })
      assert.deepEqual(container(one('Deployment'), 'env', 2), {
        name: 'WARMSEATS_CALENDAR_URL',
        valueFrom: { secretKeyRef: { name: 'calendar', key: 'address', optional: false } },
      })
      assert.doesNotMatch(config, /calendarUrlSecret|address/)
      const short = await render(helm, { values: { calendarUrlSecret: { name: 'calendar' } } })
      assert.equal(container(short.one('Deployment'), 'env', 2, 'valueFrom', 'secretKeyRef', 'key'), 'calendarUrl')
    })

    it('Secrets that calendars and notify name are mounted, each once, and none of them need be there', async () => {
      const calendars = [
        { url: 'https://one.example.edu/a.ics', auth: { type: 'bearer', secretName: 'token' } },
        { name: 'lab', secret: { name: 'lab.calendar', key: 'address' }, auth: { type: 'basic', secretName: 'token' } },
      ]
      const notify = [
        { type: 'slack', secret: { name: 'chat' } },
        { type: 'webhook', secret: { name: 'token', key: 'webhook' } },
      ]
      const { one, config } = await render(helm, { values: { ...VALUES, calendars, notify } })
      const mounts = container(one('Deployment'), 'volumeMounts') as { name: string; mountPath: string }[]
      const volumes = podSpec(one('Deployment'), 'volumes') as { name: string; secret?: object }[]
      assert.deepEqual(
        mounts.slice(2).map(({ mountPath }) => mountPath),
        ['/etc/warmseats-secrets/token', '/etc/warmseats-secrets/lab.calendar', '/etc/warmseats-secrets/chat'],
      )
      assert.deepEqual(
        volumes.slice(2).map(({ secret }) => secret),
        [
          { secretName: 'token', optional: true },
          { secretName: 'lab.calendar', optional: true },
          { secretName: 'chat', optional: true },
        ],
      )
      assert.deepEqual(
        mounts.map(({ name }) => name),
        volumes.map(({ name }) => name),
      )
      assert.ok((container(one('Deployment'), 'args') as string[]).includes('--secrets=/etc/warmseats-secrets'))
      assert.match(config, /secretName: token/)
    })

    it('the hub’s token is mounted, and the controller has the label by which a hub lets pods come', async () => {
      const label = 'hub.jupyter.org/network-access-hub'
      const labelIn = (deployment: unknown) => at(deployment, 'spec', 'template', 'metadata', 'labels', label)
      const hub = { url: 'http://hub:8081', tokenSecret: { name: 'warmseats-hub' } }
      const { one } = await render(helm, { values: { ...VALUES, hub } })
      assert.equal(labelIn(one('Deployment')), 'true')
      const [, , volume] = podSpec(one('Deployment'), 'volumes') as { secret?: object }[]
      assert.deepEqual(volume?.secret, { secretName: 'warmseats-hub', optional: true })
      const own = await render(helm, { values: { ...VALUES, hub, podLabels: { [label]: 'false' } } })
      assert.equal(labelIn(own.one('Deployment')), 'false')
      const none = await render(helm, { values: { ...VALUES, hub: { concurrentSpawnLimit: 64 } } })
      assert.equal(labelIn(none.one('Deployment')), undefined)
    })

    it('the usual keys of a chart do the usual things', async () => {
      const values = {
        ...VALUES,
        image: { repository: 'registry.example.edu/mirror/warmseats', tag: '1.2.3', pullPolicy: 'Always' },
        imagePullSecrets: [{ name: 'registry' }],
        podAnnotations: { team: 'hub' },
        podLabels: { team: 'hub', 'app.kubernetes.io/name': 'other' },
        podSecurityContext: { runAsUser: null, fsGroup: 7 },
        nodeSelector: { disk: 'ssd' },
        affinity: { nodeAffinity: {} },
        tolerations: [{ key: 'mine', operator: 'Exists' }],
        extraEnv: [{ name: 'NODE_EXTRA_CA_CERTS', value: '/ca/ca.pem' }],
        extraVolumes: [{ name: 'ca', configMap: { name: 'ca' } }],
        extraVolumeMounts: [{ name: 'ca', mountPath: '/ca' }],
        serviceAccount: { name: 'robot', annotations: { role: 'reader' } },
        service: { port: 8000, annotations: { 'prometheus.io/scrape': 'true' } },
      }
      const { one } = await render(helm, { values })
      const deployment = one('Deployment')
      assert.equal(container(deployment, 'image'), 'registry.example.edu/mirror/warmseats:1.2.3')
      assert.equal(container(deployment, 'imagePullPolicy'), 'Always')
      assert.deepEqual(podSpec(deployment, 'imagePullSecrets'), [{ name: 'registry' }])
      assert.deepEqual(at(deployment, 'spec', 'template', 'metadata', 'annotations'), { team: 'hub' })
      assert.deepEqual(at(deployment, 'spec', 'template', 'metadata', 'labels'), {
        'app.kubernetes.io/name': 'warmseats',
        'app.kubernetes.io/instance': 'hub',
        'app.kubernetes.io/component': 'controller',
        team: 'hub',
      })
      assert.deepEqual(podSpec(deployment, 'securityContext'), {
        runAsNonRoot: true,
        runAsGroup: 65532,
        fsGroup: 7,
        seccompProfile: { type: 'RuntimeDefault' },
      })
      assert.deepEqual(podSpec(deployment, 'nodeSelector'), { disk: 'ssd' })
      assert.deepEqual(podSpec(deployment, 'affinity'), { nodeAffinity: {} })
      assert.deepEqual(podSpec(deployment, 'tolerations', 2), { key: 'mine', operator: 'Exists' })
      assert.deepEqual(container(deployment, 'env', 2), { name: 'NODE_EXTRA_CA_CERTS', value: '/ca/ca.pem' })
      assert.deepEqual(podSpec(deployment, 'volumes', 2), { name: 'ca', configMap: { name: 'ca' } })
      assert.deepEqual(container(deployment, 'volumeMounts', 2), { name: 'ca', mountPath: '/ca' })
      assert.equal(podSpec(deployment, 'serviceAccountName'), 'robot')
      assert.equal(one('ServiceAccount').metadata.name, 'robot')
      assert.deepEqual(one('ServiceAccount').metadata.annotations, { role: 'reader' })
      assert.deepEqual(at(one('RoleBinding'), 'subjects'), [
        { kind: 'ServiceAccount', name: 'robot', namespace: 'jhub' },
      ])
      assert.deepEqual(one('Service').metadata.annotations, { 'prometheus.io/scrape': 'true' })
      assert.deepEqual(at(one('Service'), 'spec', 'ports'), [
        { name: 'http', port: 8000, targetPort: 'http', protocol: 'TCP' },
      ])
      assert.equal(at(one('Service'), 'spec', 'type'), 'ClusterIP')
    })

    it('names follow release, nameOverride and fullnameOverride', async () => {
      const cases: readonly [string, object, string][] = [
        ['hub', {}, 'hub-warmseats'],
        ['warmseats', {}, 'warmseats'],
        ['prod-warmseats-2', {}, 'prod-warmseats-2'],
        ['hub', { nameOverride: 'seats' }, 'hub-seats'],
        ['hub', { fullnameOverride: 'seats' }, 'seats'],
        [
          'a-release-name-of-fifty-three-characters-the-most-ok',
          {},
          'a-release-name-of-fifty-three-characters-the-most-ok-warmseats',
        ],
      ]
      for (const [release, values, name] of cases) {
        const { one } = await render(helm, { release, values })
        assert.equal(one('Deployment').metadata.name, name)
        assert.equal(one('Lease').metadata.name, name)
        assert.ok(one('ConfigMap', `${name}-state`))
        assert.ok((container(one('Deployment'), 'args') as string[]).includes(`--state=${name}-state`))
      }
    })
  })
