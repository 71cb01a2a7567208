/**
 * What a rehearsal makes in the cluster. Its dummies are bare pods, as users' servers are: autoscalers treat pods of a
 * controller differently. They belong to a Job that has no pods of its own and serves as a fuse: should we die, its
 * deadline ends it, the cluster deletes it, and the garbage collector then deletes its dummies.
 */

import { USER_DUMMY_LABEL } from '../domain/cluster/pod-kinds.ts'
import type { RawMetadata } from '../domain/scheduling/kubernetes-object.ts'
import { lifeMs, type Plan } from './plan.ts'

/** The rehearsal that a dummy belongs to. */
export const REHEARSAL_LABEL = 'warmseats.io/rehearsal'

/** The pod template of the chart's Deployment `<pool>-user-dummy`: what a dummy is. */
export interface Template {
  readonly metadata?: RawMetadata
  readonly spec?: object
}

export const nameOfRun = ({ run }: Plan): string => `rehearsal-${run}`

export const fuseOf = (plan: Plan, template: Template): object => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: nameOfRun(plan), labels: { [REHEARSAL_LABEL]: plan.run, [USER_DUMMY_LABEL]: plan.pool } },
  spec: {
    parallelism: 0,
    activeDeadlineSeconds: Math.ceil(lifeMs(plan) / 1000),
    ttlSecondsAfterFinished: 0,
    // No pod is ever made by it; the API wants one.
    template: { spec: { ...template.spec, restartPolicy: 'Never' } },
  },
})

/** @param number from 1; names are the same at every try, so that a repeated request makes no second pod */
export const dummyOf = (plan: Plan, template: Template, number: number, fuseUid: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: nameOfDummy(plan, number),
    labels: { ...template.metadata?.labels, [USER_DUMMY_LABEL]: plan.pool, [REHEARSAL_LABEL]: plan.run },
    annotations: { ...template.metadata?.annotations },
    ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: nameOfRun(plan), uid: fuseUid }],
  },
  spec: template.spec,
})

export const nameOfDummy = (plan: Plan, number: number): string => `${nameOfRun(plan)}-${number}`
