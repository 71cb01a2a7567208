/**
 * What the proxies saw being written, put in the API server's own order: every answer carries a resourceVersion, and those
 * are etcd's one counter, so who held the Lease at each write is known exactly, without comparing any clocks.
 */
import type { Write } from './proxy/proxy.ts'

export interface SeenWrite extends Omit<Write, 'sent' | 'got'> {
  readonly replica: string
  /** Such as `deployments/user-placeholder`. */
  readonly object: string
  /** The count that the API server then had, of a Deployment. */
  readonly replicas?: number
  readonly version?: number
}

/** Who held the Lease from this version on; `''` nobody. By force: a stranger took it from a living leader. */
export interface Holding {
  readonly version: number
  readonly atMs: number
  readonly holder: string
  readonly isByForce?: true
}

export interface Witness {
  readonly writes: readonly SeenWrite[]
  readonly holdings: readonly Holding[]
  /** For a replica's proxy. */
  note(replica: string): (write: Write) => void
  /** The Lease as the test itself left it. */
  noteLease(lease: unknown, isByForce?: true): void
}

interface Answered {
  readonly metadata?: { readonly resourceVersion?: string }
  readonly spec?: { readonly replicas?: number; readonly holderIdentity?: string }
}

export function witness(): Witness {
  const writes: SeenWrite[] = []
  const holdings: Holding[] = []
  const known = new Set<string>()
  const holding = (lease: Answered, isByForce?: true) => {
    const version = Number(lease.metadata?.resourceVersion ?? 0)
    const holder = lease.spec?.holderIdentity ?? ''
    if (holdings.at(-1)?.holder === holder) return
    holdings.push({ version, atMs: Date.now(), holder, ...(isByForce && { isByForce }) })
  }
  const seen = ({ atMs, method, path, status }: Write, answered: Answered, replica: string): SeenWrite => {
    const object = path.split('/').slice(-2).join('/')
    const version = answered.metadata?.resourceVersion
    // An apply that changes nothing is answered with the version of an earlier write, maybe of somebody else.
    const isNew = version !== undefined && !known.has(`${object} ${version}`)
    if (isNew) known.add(`${object} ${version}`)
    const { replicas } = answered.spec ?? {}
    const at = { atMs, method, path, status, replica, object }
    return { ...at, ...(isNew && { version: Number(version) }), ...(replicas !== undefined && { replicas }) }
  }
  return {
    writes,
    holdings,
    note: (replica) => (write) => {
      const answered = write.status >= 200 && write.status < 300 ? parse(write.got) : {}
      if (isLease(write)) {
        if (answered.metadata) holding(answered)
      } else if (!isEvent(write)) writes.push(seen(write, answered, replica))
    },
    noteLease: (lease, isByForce) => holding(lease as Answered, isByForce),
  }
}

const isLease = ({ path }: Write) => path.includes('/leases/') || path.endsWith('/leases')

/** It changes nothing: it tells, maybe late, what was done before. */
const isEvent = ({ path }: Write) => path.endsWith('/events')

function parse(text: string): Answered {
  try {
    return JSON.parse(text) as Answered
  } catch {
    return {}
  }
}
