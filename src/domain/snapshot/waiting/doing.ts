import { deploymentName } from '../../cluster/deployment.ts'
import { PAUSE } from '../../cluster/hand.ts'
import { CLUSTER_USER } from '../../settings/own-user.ts'
import type { Doing } from './cause.ts'

/** The commands are for where placeholders and users are. */
export interface Place {
  readonly namespace: string
  /** The pod of this replica. */
  readonly identity: string
}

export const hold = (pool: string, people: number, { namespace }: Place, text: string): Doing => ({
  text,
  copy: `warmseats hold ${pool} --students ${people} --for 2h -n ${namespace}`,
})

export const unpause = (pool: string, { namespace }: Place): Doing => ({
  text: 'end the pause',
  copy: `kubectl -n ${namespace} annotate deployment ${deploymentName(pool)} ${PAUSE}-`,
})

export const readEvents = (namespace: string): Doing => ({
  text: 'read what the scheduler and the autoscaler say',
  copy: `kubectl -n ${namespace} get events --sort-by=.lastTimestamp --field-selector involvedObject.kind=Pod`,
})

/** Raising it is the cloud's business; what it is now the autoscaler says. */
export const raiseMaximum = (by: string): Doing =>
  by.includes('karpenter')
    ? { text: 'raise spec.limits of its NodePool', copy: 'kubectl edit nodepools' }
    : {
        text: "raise the maximum of the pool's node group at the cloud; this shows what it is",
        copy: 'kubectl -n kube-system get configmap cluster-autoscaler-status -o yaml',
      }

export const raiseQuota = (namespace: string, name = ''): Doing => ({
  text: 'raise the quota',
  copy:
    name === '' ? `kubectl -n ${namespace} edit resourcequotas` : `kubectl -n ${namespace} edit resourcequota ${name}`,
})

export const letClusterChoose: Doing = { text: 'let OpenShift choose their user (values)', copy: CLUSTER_USER }

export const watchNodes = (selector: Readonly<Record<string, string>>): Doing => ({
  text: 'watch them come',
  copy: `kubectl get nodes -w -l ${Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')}`,
})

export const letUsersPreempt: Doing = {
  text: 'let users take the place of placeholders (values of zero-to-jupyterhub); servers that start from then on do',
  copy: 'scheduling: {podPriority: {enabled: true}}',
}

export const describeUsers = (namespace: string): Doing => ({
  text: 'see which image cannot be had, and name one that can (zero-to-jupyterhub: `singleuser.image`)',
  copy: `kubectl -n ${namespace} get events --field-selector reason=Failed`,
})

export const raiseSpawnLimit = (people: number): Doing => ({
  text: 'let the hub start more at once (values of zero-to-jupyterhub)',
  copy: `hub: {concurrentSpawnLimit: ${people}}`,
})
