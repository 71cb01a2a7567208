/** Random profiles for properties, some of what they hold wrong, and pods of users in all sorts of states. */
import type { PodManifest } from '../../src/domain/profiles/pod/pod-manifest.ts'
import { spawned } from './profiles.ts'
import { fc } from './properties.ts'

type Json = Readonly<Record<string, unknown>>

const some = <T>(arbitrary: fc.Arbitrary<T>, most = 3) => fc.array(arbitrary, { maxLength: most })
const maybe = (arbitraries: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Json> =>
  fc.record(arbitraries, { requiredKeys: [] })

const envName = fc.constantFrom(
  'A',
  'B',
  'C',
  'TERM',
  'MEM_LIMIT',
  'CPU_LIMIT',
  'JUPYTERHUB_USER_NAME',
  '1X',
  'A B',
  '',
)
const envVar = fc.oneof(
  fc.record({ name: envName, value: fc.constantFrom('x', '$(A)', '$(TERM)-$(B)', '$(CPU_LIMIT)', '', '5', '$$(A)') }),
  fc.record({
    name: envName,
    valueFrom: fc.constantFrom<Json>(
      { secretKeyRef: { name: 'storage', key: 'token' } },
      { configMapKeyRef: { name: 'campus', key: 'region', optional: true } },
      { fieldRef: { fieldPath: 'metadata.name' } },
      { resourceFieldRef: { resource: 'limits.memory' } },
      { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
      { resourceFieldRef: { resource: 'limits.cpu', divisor: '1Mi' } },
      { secretKeyRef: { name: 'storage', key: '..data' } },
      { fieldRef: { fieldPath: "metadata.labels['a..b/c']" } },
      { secretKeyRef: { name: 'No Secret', key: 'token' } },
      {},
    ),
  }),
)

const labelKey = fc.constantFrom(
  'pool',
  'example.org/team',
  'hub.jupyter.org/node-purpose',
  '-bad-',
  'a..b/x',
  'a.-b/x',
)
const labelValue = fc.constantFrom('user', 'a', 'b', '', 'not valid')
const toleration = maybe({
  key: labelKey,
  operator: fc.constantFrom('Equal', 'Exists'),
  value: labelValue,
  effect: fc.constantFrom('NoSchedule', 'NoExecute', 'PreferNoSchedule', 'Never'),
  tolerationSeconds: fc.constantFrom(0, 300),
})

const expression = fc.record(
  {
    key: labelKey,
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt'),
    values: some(labelValue, 2),
  },
  { requiredKeys: ['key', 'operator'] },
)
const field = fc.constantFrom(
  { key: 'metadata.name', operator: 'In', values: ['n1'] },
  { key: 'metadata.name', operator: 'In', values: ['No Node'] },
  { key: 'metadata.uid', operator: 'In', values: ['n1'] },
)
const term = maybe({ matchExpressions: some(expression, 2), matchFields: some(field, 1) })
const nodeAffinity = maybe({
  requiredDuringSchedulingIgnoredDuringExecution: fc.record({ nodeSelectorTerms: some(term, 2) }),
  preferredDuringSchedulingIgnoredDuringExecution: some(
    fc.record({ weight: fc.constantFrom(0, 1, 100), preference: term }),
    2,
  ),
})

const amount = fc.constantFrom('0', '1', '2', '500m', '1Gi', '1.5Gi', '2G', 'lots')
const amounts = maybe({
  cpu: amount,
  memory: amount,
  'example.org/fpga': amount,
  'ephemeral-storage': amount,
  mem: amount,
  'hugepages-2Mi': fc.constantFrom('2Mi', '4Mi', '3Mi', '0'),
  'hugepages-foo': amount,
  'requests.example.org/fpga': amount,
})
const resources = maybe({ requests: amounts, limits: amounts, mem_limit: amount })

const volume = fc.record(
  {
    name: fc.constantFrom('data', 'My Data', 'home', 'a.b', '!'),
    persistentVolumeClaim: fc.constantFrom<Json>({ claimName: 'a' }, { claimName: 'b', readOnly: true }, {}),
    mountPath: fc.constantFrom('/data', 'data', './x', '/home/jovyan', '', '../up', 'a:b', '/'),
  },
  { requiredKeys: ['name', 'persistentVolumeClaim'] },
)

const settings = {
  env: fc.oneof(some(envVar, 4), fc.dictionary(envName, fc.constantFrom('x', '$(A)'))),
  volumes: some(volume),
  node_tolerations: some(toleration),
  node_affinity: nodeAffinity,
  resources,
  gpu: fc.constantFrom(0, 1, 8, -1),
}

/** The source of profiles as JSON, which is YAML: about one entry of three is wrong. */
export const profilesYaml: fc.Arbitrary<string> = fc
  .record({
    profiles: some(
      maybe({
        name: fc.constantFrom('a', 'b'),
        users: fc.constantFrom(['ada'], ['grace'], ['*'], []),
        images: fc.constantFrom(['base:1'], ['other:1'], ['*']),
        ...settings,
      }),
      6,
    ),
    sizes: some(
      fc
        .record({ name: fc.constantFrom('S', 'L') })
        .chain((size) => maybe(settings).map((one) => ({ ...one, ...size }))),
    ),
    gpuTypes: some(fc.record({ type: fc.constantFrom('t4', 'a100'), node_tolerations: some(toleration, 2) })),
  })
  .map((set) => JSON.stringify(set))

export const spawn = fc.record({
  user: fc.constantFrom('ada', 'Ada@example.org'),
  image: fc.constantFrom('quay.io/hub/base:1', 'third:1'),
  size: fc.constantFrom('S', 'L', 'Default', 'none such'),
  gpuType: fc.constantFrom('t4', 'ALL', 'none such'),
})

/** Pods that the API server takes: as KubeSpawner sends them, with more or less in them. */
export const userPod: fc.Arbitrary<PodManifest> = fc
  .record({
    env: fc.dictionary(fc.constantFrom('A', 'TERM', 'CPU_LIMIT'), fc.constantFrom('own', '$(B)')),
    isBare: fc.boolean(),
    hasSidecar: fc.boolean(),
    limits: fc.constantFrom<Json>({}, { cpu: '4' }, { memory: '1Gi', 'example.org/fpga': '1' }),
  })
  .map(({ env, isBare, hasSidecar, limits }) => {
    const pod = spawned({ env })
    const { volumes: _, tolerations: __, affinity: ___, ...bareSpec } = pod.spec
    const containers = pod.spec.containers.map(({ volumeMounts, ...container }) => ({
      ...container,
      resources: { limits },
      ...(isBare ? {} : { volumeMounts }),
    }))
    const sidecars = hasSidecar ? [{ name: 'proxy', image: 'proxy:1' }] : []
    return { ...pod, spec: { ...(isBare ? bareSpec : pod.spec), containers: [...sidecars, ...containers] } }
  })
