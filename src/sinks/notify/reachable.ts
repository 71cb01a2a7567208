import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { BlockList, isIP, isIPv6 } from 'node:net'

/**
 * Where clouds tell a machine its credentials, and nobody takes messages. Other addresses of a cluster's network are meant: a chat
 * may run in the next namespace.
 */
const METADATA = new BlockList()
METADATA.addSubnet('169.254.0.0', 16)
METADATA.addSubnet('fe80::', 10, 'ipv6')
METADATA.addAddress('fd00:ec2::254', 'ipv6')
METADATA.addAddress('100.100.100.200')
METADATA.addAddress('192.0.0.192')

export class Unreachable extends Error {
  override readonly name = 'Unreachable'
  readonly code = 'METADATA_ADDRESS'
}

/** @param address of version 4 or 6; IPv4 in IPv6 is judged as the first */
export const isMetadata = (address: string): boolean => METADATA.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

/** Whether a URL names such an address itself: those are never looked up. */
export function namesMetadata({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) !== 0 && isMetadata(host)
}

type Answered = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

/** As `dns.lookup`, for connections; a name that leads to such an address leads nowhere. */
export function lookupReachable(hostname: string, options: LookupOptions, answered: Answered): void {
  lookup(
    hostname,
    options,
    (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => {
      const all = typeof address === 'string' ? [address] : (address ?? []).map((one) => one.address)
      if (error === null && all.some(isMetadata)) answered(new Unreachable('a metadata address'), '', 0)
      else answered(error, address, family)
    },
  )
}
