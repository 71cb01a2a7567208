import type { Selector } from '../scheduling/selector.ts'

/**
 * A class as the pods of its people tell it: one of `classes`. All that is given must hold, and something is. Plain JSON: the
 * watch of pods begins anew when it changes.
 */
export interface NamedClass {
  readonly name: string
  /** Of one of the pod's containers; `*` stands for anything. */
  readonly image?: string
  /** A profile of ours, by its name. */
  readonly profile?: string
  readonly namespaces?: readonly string[]
  readonly labels?: Selector
}
