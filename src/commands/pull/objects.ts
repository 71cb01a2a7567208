/**
 * What a pull makes in the cluster: a pod for each node, which has a container for each image that ends at once. They belong to a
 * Job that has no pods of its own and serves as a fuse: should we die, its deadline ends it, the cluster deletes it, and the garbage
 * collector its pods.
 */
import { RESTRICTED } from '../../domain/act/carrying.ts'
import { given } from '../../domain/given.ts'
import type { Toleration } from '../../domain/scheduling/taint.ts'
import type { PullPlan } from './options.ts'

/** The run that a pod belongs to. */
export const PULL_LABEL = 'warmseats.io/pull'

/** What pods of a pool are like, by the template of its placeholders. */
export interface Template {
  readonly annotations?: Readonly<Record<string, string>>
  readonly nodeSelector?: Readonly<Record<string, string>>
  readonly tolerations?: readonly Toleration[]
  readonly priorityClassName?: string
  readonly securityContext?: object
  readonly imagePullSecrets?: readonly { readonly name?: string }[]
  readonly initContainers?: readonly { readonly image?: string }[]
}

export const nameOfRun = ({ run }: Pick<PullPlan, 'run'>): string => `pull-${run}`

/** For what is to be done beside: creating the last pods, taking all of them away. */
const MARGIN_S = 60

export const fuseOf = (plan: PullPlan): object => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: nameOfRun(plan), labels: { [PULL_LABEL]: plan.run } },
  spec: {
    parallelism: 0,
    activeDeadlineSeconds: Math.ceil(plan.timeoutMs / 1000) + MARGIN_S,
    ttlSecondsAfterFinished: 0,
    // No pod is ever made by it; the API wants one.
    template: { spec: { restartPolicy: 'Never', ...UNPRIVILEGED, containers: containersOf(plan) } },
  },
})

/**
 * The pod that pulls to one node. It takes nobody's place: it requests nothing, and has the placeholders' priority.
 * @param name the same at every try, so that a repeated request makes no second pod
 */
export const pullerOf = (plan: PullPlan, template: Template, node: string, name: string, fuseUid: string): object => {
  const secrets = [...new Set([...(template.imagePullSecrets ?? []).flatMap((one) => one.name ?? []), ...plan.secrets])]
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: { [PULL_LABEL]: plan.run },
      annotations: { ...template.annotations, 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: nameOfRun(plan), uid: fuseUid }],
    },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      ...UNPRIVILEGED,
      ...given({
        priorityClassName: template.priorityClassName,
        securityContext: template.securityContext,
        tolerations: template.tolerations,
        imagePullSecrets: secrets.length > 0 ? secrets.map((secret) => ({ name: secret })) : undefined,
      }),
      affinity: onNode(node),
      containers: containersOf(plan),
    },
  }
}

const UNPRIVILEGED = { automountServiceAccountToken: false, enableServiceLinks: false }

/** Side by side: one that does not come, or has no shell, keeps none of the others away. */
const containersOf = ({ images }: PullPlan): object[] =>
  images.map((image, at) => ({
    name: `image-${at + 1}`,
    image,
    command: ['/bin/sh', '-c', 'exit 0'],
    resources: { requests: { cpu: '0', memory: '0' } },
    securityContext: RESTRICTED,
  }))

/** As a DaemonSet has it, so that the scheduler still looks whether there is a place for one more pod. */
const onNode = (node: string) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
    },
  },
})
