/**
 * Which hosts calendars are read from. An address, a redirect or a name server may be a stranger's, and our pod reaches
 * what strangers do not: the cluster's own network, and the cloud's metadata with its credentials.
 */
import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, buildConnector, fetch as undiciFetch } from 'undici'
import { isLike } from '../../src/domain/like.ts'
import type { Fetch } from './http.ts'

/** A host that is not read from, in words for whoever set the address. The name of a host is no secret. */
export class OutOfReach extends Error {}

/** Of the ranges of ipaddr.js those that somebody may have a calendar in. */
const PRIVATE = new Set(['private', 'uniqueLocal', 'loopback', 'carrierGradeNat'])

/** What clouds tell whoever asks from a machine of theirs, where it is not link-local (169.254.169.254 is). */
const METADATA = new BlockList()
METADATA.addAddress('100.100.100.200') // Alibaba Cloud
METADATA.addAddress('192.0.0.192') // Oracle Cloud
METADATA.addAddress('168.63.129.16') // Azure's wire server
METADATA.addAddress('fd00:ec2::254', 'ipv6') // AWS
METADATA.addAddress('fd20:ce::254', 'ipv6') // Google Cloud

type Kind = 'public' | 'private' | 'forbidden'

/** @param ip as a name server or an address gives it; an IPv4 address in an IPv6 one is that IPv4 address */
export function kindOf(ip: string): Kind {
  const address = ipaddr.process(ip)
  const range = address.range()
  // NAT64 (RFC 6052): the last four bytes are where it ends.
  if (range === 'rfc6052') return kindOf(address.toByteArray().slice(-4).join('.'))
  if (METADATA.check(address.toString(), address.kind())) return 'forbidden'
  if (range === 'unicast') return 'public'
  return PRIVATE.has(range) ? 'private' : 'forbidden'
}

/** @returns undefined when it may be read from */
function refusalOf(host: string, ip: string, mayBePrivate: boolean): OutOfReach | undefined {
  const kind = kindOf(ip)
  const at = host === ip ? host : `${host} (${ip})`
  if (kind === 'forbidden') return new OutOfReach(`${at} is no address that a calendar is read from`)
  if (kind === 'public' || mayBePrivate) return undefined
  return new OutOfReach(
    `${at} is on a private network; if this calendar is yours, write calendarAllowPrivate: ["${host}"]`,
  )
}

/** Looks a name up once a connection, and connects to what was judged: all that it stands for, or nothing. */
export const judgedLookup =
  (mayBePrivate: boolean, lookup: LookupFunction): LookupFunction =>
  (host, options, done) =>
    lookup(host, { ...options, all: true }, (error, found) => {
      const all = Array.isArray(found) ? found : []
      const refused = error ?? all.map(({ address }) => refusalOf(host, address, mayBePrivate)).find(Boolean)
      if (refused) done(refused, [])
      else if (options.all) done(null, all)
      else done(null, all[0]?.address ?? '', all[0]?.family)
    })

const CONNECT_MS = 10_000

function agentOf(mayBePrivate: boolean, lookup: LookupFunction): Agent {
  const connect = buildConnector({ timeout: CONNECT_MS, lookup: judgedLookup(mayBePrivate, lookup) })
  return new Agent({
    connections: 4,
    connect: (options, done) => {
      // Of an address nothing is looked up.
      const ip = options.hostname.replace(/^\[(.*)\]$/, '$1')
      const refused = isIP(ip) > 0 ? refusalOf(ip, ip, mayBePrivate) : undefined
      if (refused) done(refused, null)
      else connect(options, done)
    },
  })
}

/** One connection pool for all calendars of the process, and one for those that may be on a private network. */
export function reaching(lookup: LookupFunction = systemLookup): (privateHosts: readonly string[]) => Fetch {
  const agents = new Map<boolean, Agent>()
  return (privateHosts) => async (url, init) => {
    const { hostname } = new URL(url)
    const mayBePrivate = privateHosts.some((pattern) => isLike(pattern.toLowerCase(), hostname))
    const dispatcher = agents.get(mayBePrivate) ?? agentOf(mayBePrivate, lookup)
    agents.set(mayBePrivate, dispatcher)
    const { status, headers, body } = await undiciFetch(url, { ...init, dispatcher })
    return { status, headers, body }
  }
}

/** Of this process. @param privateHosts patterns of the hosts that may be on a private network; `*`: all */
export const fetchWithin = reaching()
