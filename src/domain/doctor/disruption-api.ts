import { minorOf } from './api-version.ts'
import { broken, type Examined, examined, type Finding } from './finding.ts'

/** A Deployment of zero-to-jupyterhub's own scheduler. */
export interface UserScheduler {
  readonly namespace: string
  readonly name: string
  readonly image: string
}

/** Older ones list PodDisruptionBudgets as v1beta1, which Kubernetes serves no more: they wait for that list for ever. */
const FIRST_OF_V1 = 21

/**
 * PodDisruptionBudgets: the chart brings one, and a scheduler that cannot list them places nobody.
 * @param served versions of the group `policy`
 */
export function disruptionExamined(served: readonly string[], schedulers: readonly UserScheduler[]): Examined {
  const findings = [
    ...(served.includes('v1') ? [] : [notServed(served)]),
    ...(served.includes('v1beta1') ? [] : schedulers.flatMap((one) => (isOld(one) ? [stuck(one)] : []))),
  ]
  return examined('cluster', {
    findings,
    well: findings.length > 0 ? [] : ['PodDisruptionBudgets are served as policy/v1'],
  })
}

const notServed = (served: readonly string[]): Finding =>
  broken(
    'PodDisruptionBudget',
    `the cluster does not serve policy/v1 (of policy it serves ${served.join(', ') || 'nothing'}), in which the chart's PodDisruptionBudget is written: helm stops there`,
    'podDisruptionBudget: {create: false}',
  )

const isOld = ({ image }: UserScheduler): boolean => {
  const minor = minorOf(tagOf(image))
  return minor !== undefined && minor < FIRST_OF_V1
}

/** `registry.k8s.io/kube-scheduler:v1.19.13` → `v1.19.13` */
const tagOf = (image: string): string => /:([^:/@]+)(?:@.*)?$/.exec(image)?.[1] ?? ''

const stuck = ({ namespace, name, image }: UserScheduler): Finding =>
  broken(
    `deployment ${name} in ${namespace}`,
    `its ${image} asks for PodDisruptionBudgets as policy/v1beta1, which this cluster does not serve: "failed to list *v1beta1.PodDisruptionBudget", and it places no user at all`,
    `helm upgrade jupyterhub jupyterhub/jupyterhub --namespace ${namespace} --version ">=2" --values values.yaml  # zero-to-jupyterhub's own values; read its upgrade notes first`,
  )
