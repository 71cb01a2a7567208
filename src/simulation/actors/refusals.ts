import type { PodSpec } from '../cluster/cluster.ts'

/** Pods that found no place in this round: whoever asks the same after them will find none either. */
export interface Refusals {
  add(pod: PodSpec): void
  includes(pod: PodSpec): boolean
}

export function refusals(): Refusals {
  const refused: PodSpec[] = []
  const includes = (pod: PodSpec) => refused.some((one) => asksTheSame(one, pod))
  return {
    add: (pod) => {
      if (!includes(pod)) refused.push(pod)
    },
    includes,
  }
}

/** Pods of one kind share these objects; equal ones that do not are only asked again. */
const asksTheSame = (a: PodSpec, b: PodSpec): boolean =>
  a.priority === b.priority &&
  a.requests === b.requests &&
  a.nodeSelector === b.nodeSelector &&
  a.tolerations === b.tolerations &&
  a.apart === b.apart
