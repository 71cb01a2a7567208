/**
 * Which hosts calendars, and a hub's API, are read from. An address, a redirect or a name server may be a stranger's, and our pod reaches
 * what strangers do not: the cluster's own network, and the cloud's metadata with its credentials.
 */
import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector, fetch as undiciFetch } from 'undici'
import { ipKind } from '../../src/domain/ip-kind.ts'
import { isLike } from '../../src/domain/like.ts'
import { addressIn, judgedLookup } from '../../src/network/judged-lookup.ts'
import type { Fetch } from './http.ts'

/** A host that is not read from, in words for whoever set the address. The name of a host is no secret. */
export class OutOfReach extends Error {}

/** @returns undefined when it may be read from */
function refusalOf(host: string, ip: string, mayBePrivate: boolean): OutOfReach | undefined {
  const kind = ipKind(ip)
  const at = host === ip ? host : `${host} (${ip})`
  if (kind === 'forbidden') return new OutOfReach(`${at} is no address that anything is read from`)
  if (kind === 'public' || mayBePrivate) return undefined
  return new OutOfReach(
    `${at} is on a private network; if this calendar is yours, write calendarAllowPrivate: ["${host}"]`,
  )
}

/** @param mayBePrivate whether somebody has named the host */
export const reachLookup = (mayBePrivate: boolean, lookup: LookupFunction): LookupFunction =>
  judgedLookup((ip, host) => refusalOf(host, ip, mayBePrivate), lookup)

const CONNECT_MS = 10_000

function agentOf(mayBePrivate: boolean, lookup: LookupFunction): Agent {
  const connect = buildConnector({ timeout: CONNECT_MS, lookup: reachLookup(mayBePrivate, lookup) })
  return new Agent({
    connections: 4,
    connect: (options, done) => {
      // Of an address nothing is looked up.
      const ip = addressIn(options.hostname)
      const refused = ip === undefined ? undefined : refusalOf(ip, ip, mayBePrivate)
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
