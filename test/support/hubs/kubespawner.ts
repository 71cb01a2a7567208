/** A user's pod as KubeSpawner makes it from the values of zero-to-jupyterhub, as far as it decides where it may run. */
import { HUB_RELEASE, HUB_VERSION, type HubValues } from './examples.ts'

/** The chart's own tolerations of user pods, in both spellings. */
const TOLERATIONS = ['hub.jupyter.org/dedicated', 'hub.jupyter.org_dedicated'].map((key) => ({
  key,
  operator: 'Equal',
  value: 'user',
  effect: 'NoSchedule',
}))

const ON_USER_NODES = {
  matchExpressions: [{ key: 'hub.jupyter.org/node-purpose', operator: 'In', values: ['user'] }],
}

/** What `singleuser.uid` and `fsGid` are where the values do not say; null leaves them to the cluster. */
const UID = 1000
const FS_GID = 100

/** The chart's way to close the cloud's metadata, unless the values say otherwise. */
const CLOSE_METADATA = {
  name: 'block-cloud-metadata',
  image: `quay.io/jupyterhub/k8s-network-tools:${HUB_VERSION}`,
  command: ['iptables', '--append', 'OUTPUT', '--destination', '169.254.169.254', '--jump', 'DROP'],
  securityContext: { privileged: true, runAsUser: 0, capabilities: { add: ['NET_ADMIN'] } },
}

/** The pod without volumes: nobody provisions disks on a cluster without kubelets. */
export function userPodOf({ singleuser, scheduling }: HubValues, name: string) {
  const { cpu, memory, image, uid = UID, fsGid = FS_GID } = singleuser
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `jupyter-${name}`,
      labels: {
        app: 'jupyterhub',
        component: 'singleuser-server',
        'hub.jupyter.org/username': name,
        'hub.jupyter.org/network-access-hub': 'true',
      },
      annotations: { 'hub.jupyter.org/username': name, ...singleuser.extraAnnotations },
    },
    spec: {
      ...(scheduling.userScheduler.enabled ? { schedulerName: `${HUB_RELEASE}-user-scheduler` } : {}),
      ...(scheduling.podPriority.enabled ? { priorityClassName: `${HUB_RELEASE}-default-priority` } : {}),
      automountServiceAccountToken: false,
      restartPolicy: 'OnFailure',
      nodeSelector: singleuser.nodeSelector,
      tolerations: [...TOLERATIONS, ...(singleuser.extraTolerations ?? [])],
      ...affinityOf(scheduling.userPods.nodeAffinity.matchNodePurpose),
      ...(singleuser.cloudMetadata?.blockWithIptables === false ? {} : { initContainers: [CLOSE_METADATA] }),
      securityContext: fsGid === null ? {} : { fsGroup: fsGid },
      containers: [
        {
          name: 'notebook',
          image: `${image.name}:${image.tag}`,
          args: ['jupyterhub-singleuser'],
          securityContext: { allowPrivilegeEscalation: false, ...(uid === null ? {} : { runAsUser: uid }) },
          resources: {
            requests: { cpu: String(cpu.guarantee), memory: String(bytesOf(memory.guarantee)) },
            limits: { cpu: String(cpu.limit), memory: String(bytesOf(memory.limit)) },
          },
        },
      ],
    },
  }
}

function affinityOf(purpose: HubValues['scheduling']['userPods']['nodeAffinity']['matchNodePurpose']) {
  if (purpose === 'ignore') return {}
  const nodeAffinity =
    purpose === 'require'
      ? { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [ON_USER_NODES] } }
      : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: ON_USER_NODES }] }
  return { affinity: { nodeAffinity } }
}

const UNITS = 'KMGT'

/** JupyterHub's own units: its K, M, G and T are powers of 1024, where those of Kubernetes are of 1000. */
export function bytesOf(memory: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(memory) ?? []
  if (amount === undefined) throw new Error(`${memory} is no size to JupyterHub: write e.g. 512M or 2G`)
  return Math.trunc(Number(amount) * 1024 ** (UNITS.indexOf(unit || ' ') + 1))
}
