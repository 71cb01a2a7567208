import { isIP, type LookupFunction } from 'node:net'

/** @returns why nothing goes to this address, of a host of this name; undefined: it may */
export type Refuse = (ip: string, host: string) => Error | undefined

/** Looks a name up once a connection, and connects to what was judged: all that it stands for, or nothing. */
export const judgedLookup =
  (refuse: Refuse, lookup: LookupFunction): LookupFunction =>
  (host, options, done) =>
    lookup(host, { ...options, all: true }, (error, found) => {
      const all = Array.isArray(found) ? found : []
      const refused = error ?? all.map(({ address }) => refuse(address, host)).find(Boolean)
      if (refused) done(refused, [])
      else if (options.all) done(null, all)
      else done(null, all[0]?.address ?? '', all[0]?.family)
    })

/** The address that a URL's host is itself, which nobody looks up; undefined: it is a name. */
export function addressIn(hostname: string): string | undefined {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) > 0 ? host : undefined
}
