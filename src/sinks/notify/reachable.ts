import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { ipKind } from '../../domain/ip-kind.ts'

/**
 * An address that no message goes to: where clouds tell a machine its credentials, or where nobody is. A private one is meant, since
 * whoever runs the release wrote it into its Secret: a chat may run in the next namespace.
 */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
  readonly code = 'FORBIDDEN_ADDRESS'
}

const isForbidden = (ip: string): boolean => ipKind(ip) === 'forbidden'

/** Whether a URL names such an address itself: those are never looked up. */
export function namesForbidden({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) !== 0 && isForbidden(host)
}

/** Looks a name up once a connection, which goes to what was judged: a name that leads to such an address leads nowhere. */
export const judgedLookup =
  (lookup: LookupFunction = systemLookup): LookupFunction =>
  (host, options, done) =>
    lookup(host, options, (error, found, family) => {
      const all = Array.isArray(found) ? found.map(({ address }) => address) : [found]
      if (error === null && all.some(isForbidden)) done(new Unreachable('a forbidden address'), [])
      else done(error, found, family)
    })
