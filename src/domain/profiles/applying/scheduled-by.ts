import type { PodManifest } from '../pod/pod-manifest.ts'

/** What the API server writes into a pod that names none, before it asks a webhook. */
const DEFAULT_SCHEDULER = 'default-scheduler'

/**
 * Gives a user's pod this scheduler, unless it names another than Kubernetes' own.
 * @param schedulerName empty: the pod stays as it is
 */
export function scheduledBy(pod: PodManifest, schedulerName: string): PodManifest {
  const named = pod.spec?.schedulerName || DEFAULT_SCHEDULER
  if (schedulerName === '' || named !== DEFAULT_SCHEDULER) return pod
  return { ...pod, spec: { ...pod.spec, schedulerName } }
}
