/** A user's pod as KubeSpawner makes and kubelets keep it, some 7 KB. */
import { managed } from './node-text.ts'
import { NAMESPACE } from './shape.ts'
import { stampOf, textWithGaps, uidOf } from './text.ts'

const IMAGE = 'us-docker.pkg.dev/project/images/image-7:tag'
const SEEN = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled']

const text = textWithGaps({
  metadata: {
    name: '@name@',
    namespace: NAMESPACE,
    uid: '@uid@',
    resourceVersion: '@version@',
    creationTimestamp: '@stamp@',
    labels: {
      app: 'jupyterhub',
      component: 'singleuser-server',
      chart: 'jupyterhub-4.0.0',
      heritage: 'jupyterhub',
      release: 'hub',
      'hub.jupyter.org/network-access-hub': 'true',
      'hub.jupyter.org/username': '@name@',
      'hub.jupyter.org/servername': '',
    },
    annotations: { 'hub.jupyter.org/username': '@name@', 'hub.jupyter.org/jupyterhub-version': '5.2.1' },
    managedFields: [managed('kubespawner', 30), managed('kubelet', 15)],
  },
  spec: {
    nodeName: '@node@',
    serviceAccountName: 'default',
    restartPolicy: 'OnFailure',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    priority: 0,
    schedulerName: 'hub-user-scheduler',
    volumes: [{ name: 'home', persistentVolumeClaim: { claimName: 'claim-@name@' } }],
    containers: [
      {
        name: 'notebook',
        image: IMAGE,
        args: ['jupyterhub-singleuser'],
        env: Array.from({ length: 22 }, (_, at) => ({
          name: `JUPYTERHUB_VARIABLE_${at}`,
          value: `http://hub.hub.svc.cluster.local:8081/hub/api/${at}`,
        })),
        ports: [{ name: 'notebook-port', containerPort: 8888, protocol: 'TCP' }],
        resources: { requests: { cpu: '@cpu@m', memory: '@memory@Mi' }, limits: { memory: '58Gi' } },
        volumeMounts: [{ name: 'home', mountPath: '/home/jovyan' }],
        terminationMessagePath: '/dev/termination-log',
        imagePullPolicy: 'IfNotPresent',
        securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false },
      },
    ],
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            preference: {
              matchExpressions: [{ key: 'hub.jupyter.org/node-purpose', operator: 'In', values: ['user'] }],
            },
          },
        ],
      },
    },
    tolerations: ['hub.jupyter.org/dedicated', 'hub.jupyter.org_dedicated'].map((key) => ({
      key,
      operator: 'Equal',
      value: 'user',
      effect: 'NoSchedule',
    })),
  },
  status: {
    phase: 'Running',
    conditions: SEEN.map((type) => ({
      type,
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: '@stamp@',
    })),
    hostIP: '10.1.2.3',
    podIP: '10.2.3.4',
    startTime: '@stamp@',
    qosClass: 'Burstable',
    containerStatuses: [
      {
        name: 'notebook',
        state: { running: { startedAt: '@stamp@' } },
        ready: true,
        restartCount: 0,
        image: IMAGE,
        imageID: `us-docker.pkg.dev/project/images/image-7@sha256:${'a'.repeat(64)}`,
        containerID: `containerd://${'c'.repeat(64)}`,
        started: true,
      },
    ],
  },
})

export interface PodSays {
  readonly name: string
  /** Tells uids apart, with `kind`. */
  readonly index: number
  readonly kind: string
  readonly node: string
  readonly version: number
  readonly cpuMilli: number
  readonly memoryMiB: number
  /** Epoch ms. */
  readonly madeMs: number
}

export const podText = ({ name, index, kind, node, version, cpuMilli, memoryMiB, madeMs }: PodSays): string =>
  text({
    name,
    node,
    version,
    cpu: cpuMilli,
    memory: memoryMiB,
    uid: uidOf(kind, index),
    stamp: stampOf(madeMs),
  })
