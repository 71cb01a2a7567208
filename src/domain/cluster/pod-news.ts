import type { Pod } from './pod.ts'

/**
 * Whether a change of a pod may change a decision. A person's container that starts changes none: how long that took is read
 * when the next one is made.
 */
export const isNews = (pod: Pod, previous: Pod | undefined): boolean =>
  pod.kind !== 'user' ||
  previous === undefined ||
  pod.runningMs === previous.runningMs ||
  withoutStart(pod) !== withoutStart(previous)

const withoutStart = ({ runningMs: _, hasStarted: __, ...pod }: Pod): string => JSON.stringify(pod)
