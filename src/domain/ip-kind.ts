import ipaddr from 'ipaddr.js'

/** Of the ranges of ipaddr.js those that somebody's own servers are in. */
const PRIVATE = new Set(['private', 'uniqueLocal', 'loopback', 'carrierGradeNat'])

/** What clouds tell whoever asks from a machine of theirs, where it is not link-local (169.254.169.254 is). */
const METADATA = new Set(
  [
    '100.100.100.200', // Alibaba Cloud
    '192.0.0.192', // Oracle Cloud
    '168.63.129.16', // Azure's wire server
    'fd00:ec2::254', // AWS
    'fd20:ce::254', // Google Cloud
  ].map((ip) => ipaddr.process(ip).toString()),
)

/** Where an address leads; `forbidden`: to no server of anybody's, or to the cloud's metadata with its credentials. */
export type IpKind = 'public' | 'private' | 'forbidden'

/** @param ip as a name server or an address gives it; an IPv4 address in an IPv6 one is that IPv4 address */
export function ipKind(ip: string): IpKind {
  const address = ipaddr.process(ip)
  const range = address.range()
  // NAT64 (RFC 6052): the last four bytes are where it ends.
  if (range === 'rfc6052') return ipKind(address.toByteArray().slice(-4).join('.'))
  if (METADATA.has(address.toString())) return 'forbidden'
  if (range === 'unicast') return 'public'
  return PRIVATE.has(range) ? 'private' : 'forbidden'
}
