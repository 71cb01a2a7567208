import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { applyProfiles } from '../../../src/domain/profiles/applying/apply.ts'
import { spawnOf } from '../../../src/domain/profiles/pod/spawn.ts'
import { profilesIn, spawned } from '../../support/profiles.ts'

// The example that the old library's README printed, as it stands there.
const set = profilesIn(readFileSync(new URL('seed.yaml', import.meta.url), 'utf8'))
const THOTH = 's2i-thoth-notebook:3.6'
const SPARK = 's2i-spark-notebook:3.6'

/** The pod of a user out of a plain one, by the way of the annotations that the hub sets. */
function podOf(user: string, image: string, size?: string) {
  const given = spawned({ user, image, annotations: size === undefined ? {} : { 'warmseats.io/size': size } })
  const spawn = spawnOf(given)
  assert.ok(spawn)
  const { pod, problems } = applyProfiles(given, set, spawn)
  assert.deepEqual(problems, [])
  return pod
}

const GLOBAL_ENV = [
  { name: 'THIS_IS_GLOBAL', value: 'This will appear in all singleuser pods' },
  { name: 'MYAPP_SECRET_TOKEN', valueFrom: { secretKeyRef: { key: 'SECRET_TOKEN', name: 'testing-secret-token' } } },
  { name: 'MY_CONFIGMAP_VALUE', valueFrom: { configMapKeyRef: { name: 'myconfigmap', key: 'mykey' } } },
]
const GLOBAL_RESOURCES = { requests: { memory: '500Mi', cpu: '250m' }, limits: { memory: '1Gi', cpu: '500m' } }
const THOTH_ENV = [
  { name: 'THOTH_DEPLOYMENT_NAME', value: 'thoth-test-core' },
  { name: 'THOTH_CEPH_BUCKET', value: 'DH-DEV-DATA' },
  { name: 'THOTH_CEPH_BUCKET_PREFIX', value: 'data/thoth' },
  { name: 'THOTH_JANUSGRAPH_PORT', value: '80' },
]
const THOTH_RESOURCES = { requests: { memory: '1Gi', cpu: '500m' }, limits: { memory: '2Gi', cpu: '1' } }
const SIZES = {
  Small: { requests: { memory: '1Gi', cpu: '1' }, limits: { memory: '2Gi', cpu: '2' } },
  Medium: { requests: { memory: '2Gi', cpu: '2' }, limits: { memory: '4Gi', cpu: '4' } },
  Large: { requests: { memory: '4Gi', cpu: '4' }, limits: { memory: '8Gi', cpu: '8' } },
}
const BYTES: Readonly<Record<string, string>> = {
  '500Mi': '524288000',
  '1Gi': '1073741824',
  '2Gi': '2147483648',
  '4Gi': '4294967296',
  '8Gi': '8589934592',
}

interface Wanted {
  readonly user: string
  readonly image: string
  readonly profiles: string
  readonly env: readonly object[]
  readonly resources: { readonly requests: { readonly memory: string }; readonly limits: { readonly memory: string } }
  readonly size?: string
  readonly special?: boolean
}

/** All of the pod, written out. */
function wantedPod({ user, image, profiles, env, resources, size, special }: Wanted) {
  const plain = spawned({ user, image })
  const [container] = plain.spec.containers
  return {
    ...plain,
    metadata: {
      name: `jupyter-${user}`,
      labels: { ...plain.metadata.labels, 'jupyterhub.opendatahub.io/user': user },
      annotations: {
        'hub.jupyter.org/username': user,
        ...(size === undefined ? {} : { 'warmseats.io/size': size }),
        'warmseats.io/profiles': profiles,
      },
    },
    spec: {
      ...plain.spec,
      containers: [
        {
          ...container,
          env: [
            { name: 'JUPYTERHUB_USER', value: user },
            { name: 'MEM_GUARANTEE', value: BYTES[resources.requests.memory] },
            ...env,
            { name: 'MEM_LIMIT', value: BYTES[resources.limits.memory] },
            { name: 'JUPYTERHUB_USER_NAME', value: user },
          ],
          resources,
        },
      ],
      ...(special ? SPECIAL : {}),
    },
  }
}

const SPECIAL = {
  tolerations: [
    { key: 'hub.jupyter.org/dedicated', operator: 'Equal', value: 'user', effect: 'NoSchedule' },
    { key: 'some_node_label', operator: 'Equal', value: 'label_target_value', effect: 'NoSchedule' },
  ],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: 'hub.jupyter.org/node-purpose', operator: 'In', values: ['user'] },
              { key: 'some_node_label', operator: 'In', values: ['label_target_value_1', 'label_target_value_2'] },
            ],
          },
        ],
      },
    },
  },
}

const ROWS: readonly Wanted[] = [
  {
    user: 'acorvin',
    image: 'base:1',
    profiles: 'globals, Special Nodes',
    env: GLOBAL_ENV,
    resources: GLOBAL_RESOURCES,
    special: true,
  },
  // The Thoth profile is for two other people, with this image too.
  {
    user: 'acorvin',
    image: THOTH,
    profiles: 'globals, Special Nodes',
    env: GLOBAL_ENV,
    resources: GLOBAL_RESOURCES,
    special: true,
  },
  {
    user: 'vpavlin',
    image: THOTH,
    profiles: 'globals, Thoth Notebooks',
    env: [...GLOBAL_ENV, ...THOTH_ENV],
    resources: THOTH_RESOURCES,
  },
  { user: 'vpavlin', image: 'base:1', profiles: 'globals', env: GLOBAL_ENV, resources: GLOBAL_RESOURCES },
  { user: 'ada', image: SPARK, profiles: 'globals, Spark Notebook', env: GLOBAL_ENV, resources: GLOBAL_RESOURCES },
  ...Object.entries(SIZES).map(([size, resources]) => ({
    user: 'vpavlin',
    image: `image-registry.example.org:5000/hub/${THOTH}`,
    size,
    profiles: `globals, Thoth Notebooks, ${size}`,
    env: [...GLOBAL_ENV, ...THOTH_ENV],
    resources,
  })),
  {
    user: 'ada',
    image: SPARK,
    size: 'Default',
    profiles: 'globals, Spark Notebook',
    env: GLOBAL_ENV,
    resources: GLOBAL_RESOURCES,
  },
]

describe('the example of the old library', () => {
  for (const row of ROWS)
    it(`${row.user} with ${row.image}${row.size ? `, size ${row.size}` : ''}`, () =>
      assert.deepEqual(podOf(row.user, row.image, row.size), wantedPod(row)))

  it('services are those of the image, as they are written', () => {
    const { merged } = applyProfiles(spawned(), set, { user: 'ada', image: SPARK })
    const { spark, airflow, ...others } = Object.fromEntries(merged.services)
    assert.deepEqual(spark?.value, {
      resources: [{ name: 'spark-cluster-template', path: 'sparkClusterTemplate' }],
      configuration: { worker_instances: 1, worker_memory_limit: '4Gi', master_memory_limit: '1Gi' },
      labels: { 'opendatahub.io/component': 'jupyterhub' },
      return: { SPARK_CLUSTER: 'metadata.name' },
      required: false,
    })
    assert.deepEqual(
      airflow?.value.resources.map(({ path }) => path),
      ['airflowCluster', 'airflowBase'],
    )
    assert.deepEqual(others, {})
    assert.equal(applyProfiles(spawned(), set, { user: 'ada', image: THOTH }).merged.services.size, 0)
  })
})
