import type { Pod } from './pod.ts'

/** Pods with the labels of users in namespaces whose users do not count: how many, by namespace. */
export type Guests = ReadonlyMap<string, number>

export function createGuests(): { readonly view: Guests; count(pod: Pod, sign: 1 | -1): void } {
  const view = new Map<string, number>()
  return {
    view,
    count({ namespace, isGuest, terminal }, sign) {
      if (!isGuest || terminal) return
      const there = (view.get(namespace) ?? 0) + sign
      if (there === 0) view.delete(namespace)
      else view.set(namespace, there)
    },
  }
}
