import type { RawMetadata } from '../scheduling/kubernetes-object.ts'
import { type Selector, selects } from '../scheduling/selector.ts'
import type { Config } from '../settings/config.ts'
import type { NamedClass } from '../settings/named-class.ts'
import { namespacesOfUsers } from '../settings/user-namespaces.ts'
import type { LoadRules } from '../settings/utilization-settings.ts'
import { loadRulesOf } from './load.ts'

/** `daemon` and `mirror` pods come with the node; only `user` and `other` pods keep one. */
export type PodKind = 'user' | 'placeholder' | 'daemon' | 'mirror' | 'other'

/** How pods are told apart: `userPods` and `placeholderPodLabelSelector` of the config. */
export interface PodKinds {
  readonly userPods: Selector
  /** Namespaces in which user pods count; empty: all. */
  readonly userNamespaces: readonly string[]
  /** The release's, where rehearsals put their user-dummies; undefined: not known. */
  readonly own: string | undefined
  readonly placeholders: Selector
  readonly loads: LoadRules
  readonly classes: readonly NamedClass[]
  /** StatefulSets of the release's namespace whose pods are placeholders: of which pool, by name. */
  readonly lent: Readonly<Record<string, string>>
}

/** @param own the release's namespace; undefined: not known, then users count in all unless the config names theirs */
export const podKindsOf = (config: Config, own: string | undefined): PodKinds => ({
  userPods: config.userPods.selector,
  userNamespaces: namespacesOfUsers(config, own),
  own,
  placeholders: config.placeholderSelector,
  loads: loadRulesOf(config.utilization),
  classes: [...config.classes.values()],
  lent: Object.fromEntries(
    [...config.pools.values()].flatMap(({ name, hold }) => (hold.by === 'statefulset' ? [[hold.name, name]] : [])),
  ),
})

/** The label of user-dummies, whose value is their pool: pods that stand for users in a rehearsal. */
export const USER_DUMMY_LABEL = 'warmseats.io/user-dummy'

/** What a pod is to us. */
export function kindOf(metadata: RawMetadata, namespace: string, kinds: PodKinds): PodKind {
  const labels = metadata.labels ?? {}
  const owner = metadata.ownerReferences?.find((reference) => reference.controller) ?? metadata.ownerReferences?.[0]
  if (selects(kinds.placeholders, labels) || lentPoolOf(metadata, namespace, kinds)) return 'placeholder'
  if (owner?.kind === 'DaemonSet') return 'daemon'
  if (owner?.kind === 'Node' || metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return 'mirror'
  // A rehearsal is to be answered as the exam will be.
  if (labels[USER_DUMMY_LABEL] !== undefined)
    return countsIn(namespace, kinds) || namespace === kinds.own ? 'user' : 'other'
  return countsIn(namespace, kinds) && selects(kinds.userPods, labels) ? 'user' : 'other'
}

/** The pool whose room a pod of somebody's StatefulSet holds; undefined: it is none that is lent to us. */
export function lentPoolOf({ ownerReferences }: RawMetadata, namespace: string, { lent, own }: PodKinds) {
  const owner = ownerReferences?.find(({ controller }) => controller)
  return owner?.kind === 'StatefulSet' && namespace === (own ?? namespace) && Object.hasOwn(lent, owner.name ?? '')
    ? lent[owner.name ?? '']
    : undefined
}

const countsIn = (namespace: string, { userNamespaces }: PodKinds): boolean =>
  userNamespaces.length === 0 || userNamespaces.includes(namespace)

/** It has the labels of users, where users do not count. */
export const isGuest = ({ labels = {} }: RawMetadata, namespace: string, kinds: PodKinds): boolean =>
  !countsIn(namespace, kinds) && selects(kinds.userPods, labels)
