/** Builders for profiles, and the pod of a user as KubeSpawner makes it. */
import assert from 'node:assert/strict'
import { type Reach, reachOf } from '../../src/domain/profiles/reach/reach.ts'
import type { ProfileSet } from '../../src/domain/profiles/reading/profile.ts'
import { readProfiles } from '../../src/domain/profiles/reading/read.ts'
import { config } from './config.ts'

/** The set that this YAML is, which has to be without a problem. */
export function profilesIn(yaml: string): ProfileSet {
  const { set, problems } = readProfiles(yaml, 'profiles.yaml')
  assert.deepEqual(problems, [])
  return set
}

interface ReachValues {
  readonly allowedSecrets?: string[]
  readonly allowedClaims?: string[]
  readonly allowedImages?: string[]
  readonly reservedEnv?: string[]
}

/** Of a release `warmseats`, by its values below `profiles`. */
export const reach = (values: ReachValues = {}): Reach => reachOf(config({ profiles: values }), { name: 'warmseats' })

/** Of a release in the namespace `hub`. */
export const atHome = (values: ReachValues = {}) => ({ home: 'hub', reach: reach(values) })

export interface SpawnedSpec {
  readonly user?: string
  readonly image?: string
  readonly annotations?: Readonly<Record<string, string>>
  /** Variables beside the hub's own. */
  readonly env?: Readonly<Record<string, string>>
}

/** As KubeSpawner 7 sends it, with the hub's memory guarantee and place of user nodes. */
export function spawned({ user = 'ada', image = 'quay.io/hub/base:1', annotations, env }: SpawnedSpec = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `jupyter-${user}`,
      labels: { component: 'singleuser-server', 'hub.jupyter.org/username': user },
      annotations: { 'hub.jupyter.org/username': user, ...annotations },
    },
    spec: {
      containers: [
        {
          name: 'notebook',
          image,
          env: Object.entries({ JUPYTERHUB_USER: user, MEM_GUARANTEE: '1073741824', ...env }).map(([name, value]) => ({
            name,
            value,
          })),
          resources: { requests: { memory: '1Gi' }, limits: {} },
          volumeMounts: [{ name: 'home', mountPath: '/home/jovyan' }],
        },
      ],
      volumes: [{ name: 'home', persistentVolumeClaim: { claimName: `claim-${user}` } }],
      tolerations: [{ key: 'hub.jupyter.org/dedicated', operator: 'Equal', value: 'user', effect: 'NoSchedule' }],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'hub.jupyter.org/node-purpose', operator: 'In', values: ['user'] }] },
            ],
          },
        },
      },
    },
  }
}
