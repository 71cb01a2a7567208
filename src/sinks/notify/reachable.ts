import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { ipKind } from '../../domain/ip-kind.ts'
import { addressIn, judgedLookup } from '../../network/judged-lookup.ts'

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
  const ip = addressIn(hostname)
  return ip !== undefined && isForbidden(ip)
}

const refuse = (ip: string) => (isForbidden(ip) ? new Unreachable('a forbidden address') : undefined)

/** A name that leads to such an address leads nowhere. */
export const reachableLookup = (lookup: LookupFunction = systemLookup): LookupFunction => judgedLookup(refuse, lookup)
