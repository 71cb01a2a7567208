import type { Step } from '../../domain/act/step.ts'
import { deploymentName } from '../../domain/cluster/deployment.ts'
import type { ToldEvent } from './write-event.ts'

export type Regarded = ToldEvent['regarding'] & { readonly namespace: string }

/** What an Event about a pool stands on: its Deployment, else the release's state ConfigMap; undefined: neither is there. */
export function regardedOf(pool: string, { deployments, owner }: Step['observed']): Regarded | undefined {
  if (!owner) return undefined
  const { namespace } = owner
  const deployment = deployments.get(deploymentName(pool))
  return deployment
    ? { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment.name, namespace, uid: deployment.uid }
    : { apiVersion: 'v1', kind: 'ConfigMap', name: owner.name, namespace, uid: owner.uid }
}
