import type { Config } from './config.ts'

type Users = Pick<Config, 'userPods'>

/**
 * Where pods count as users: in the namespaces that the config names, or in the release's own.
 * @param own undefined: not known, then in all
 * @returns empty: in all (`["*"]`)
 */
export function namespacesOfUsers({ userPods: { namespaces } }: Users, own: string | undefined): readonly string[] {
  if (namespaces.includes('*')) return []
  return namespaces.length > 0 || own === undefined ? namespaces : [own]
}

/** The release's own namespace and those of users that are named, each once: where something can be asked for. */
export const knownNamespaces = ({ userPods: { namespaces } }: Users, own: string): readonly string[] => [
  ...new Set([own, ...namespaces.filter((name) => name !== '*')]),
]

/** Those that are named, else the release's own: `*` gives no right to make anything anywhere. */
export function namedNamespaces({ userPods: { namespaces } }: Users, own: string): readonly string[] {
  const named = namespaces.filter((name) => name !== '*')
  return named.length > 0 ? named : [own]
}
