import type { AllowedCaller } from '../../domain/settings/config.ts'

/** A ServiceAccount that may ask. */
export interface Account {
  readonly namespace: string
  readonly name: string
}

/** By `namespace/name`: the namespaces for whose pods each may ask, its own among them; `*`: all. */
export type Callers = ReadonlyMap<string, ReadonlySet<string>>

/** @param release the namespace of names that have none */
export function callersOf(allowed: readonly AllowedCaller[], release: string): Callers {
  const callers = new Map<string, ReadonlySet<string>>()
  for (const { name, namespaces } of allowed) {
    const full = name.includes('/') ? name : `${release}/${name}`
    const own = full.slice(0, full.indexOf('/'))
    callers.set(full, new Set([...(callers.get(full) ?? [own]), ...namespaces]))
  }
  return callers
}

export const sayAccount = ({ namespace, name }: Account): string => `${namespace}/${name}`

export const mayAsk = (callers: Callers, account: Account): boolean => callers.has(sayAccount(account))

/** @returns undefined: it may; else why it may not, with who may and what would allow it */
export function whyNotFor(callers: Callers, account: Account, namespace: string): string | undefined {
  const isFor = (namespaces: ReadonlySet<string> | undefined) => namespaces?.has(namespace) || namespaces?.has('*')
  const full = sayAccount(account)
  if (isFor(callers.get(full))) return undefined
  const others = [...callers].flatMap(([name, namespaces]) => (isFor(namespaces) ? [name] : []))
  return `${full} may not ask for pods of the namespace ${namespace} (who may: ${others.join(', ') || 'nobody'}); to allow it, profiles.api.serviceAccounts: [{name: ${full}, namespaces: [${namespace}]}]`
}
