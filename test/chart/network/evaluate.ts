/** What a NetworkPolicy lets through, by the words of its API (networking.k8s.io/v1): no cluster of the tests has a network that does it. */
import ipaddr from 'ipaddr.js'

export type Labels = Readonly<Record<string, string>>

interface Expression {
  readonly key: string
  readonly operator: string
  readonly values?: readonly string[]
}

export interface LabelSelector {
  readonly matchLabels?: Labels
  readonly matchExpressions?: readonly Expression[]
}

interface Peer {
  readonly podSelector?: LabelSelector
  readonly namespaceSelector?: LabelSelector
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] }
}

interface Rule {
  readonly ports?: readonly { readonly port?: number; readonly protocol?: string }[]
  readonly from?: readonly Peer[]
  readonly to?: readonly Peer[]
}

export interface NetworkPolicy {
  readonly metadata: { readonly namespace: string }
  readonly spec: {
    readonly podSelector: LabelSelector
    readonly policyTypes: readonly string[]
    readonly ingress?: readonly Rule[]
    readonly egress?: readonly Rule[]
  }
}

/** Who is at the other end: a pod, some address that is no pod's, or a node as networks see it to which no address fits one. */
export type Other =
  | { readonly namespace: string; readonly labels: Labels; readonly ip?: string }
  | { readonly ip: string }
  | 'node'

export interface Connection {
  readonly direction: 'ingress' | 'egress'
  readonly other: Other
  readonly port: number
  readonly protocol?: 'TCP' | 'UDP'
}

/** Whether a pod that the policy selects may have this connection, where no other policy lets it through. */
export function lets({ metadata, spec }: NetworkPolicy, connection: Connection): boolean {
  const { direction, other, port, protocol = 'TCP' } = connection
  const type = direction === 'ingress' ? 'Ingress' : 'Egress'
  if (!spec.policyTypes.includes(type)) return true
  return (spec[direction] ?? []).some((rule) => {
    const isPort = (rule.ports ?? []).some((one) => one.port === port && (one.protocol ?? 'TCP') === protocol)
    if (rule.ports?.length && !isPort) return false
    const peers = (direction === 'ingress' ? rule.from : rule.to) ?? []
    return peers.length === 0 || peers.some((peer) => isPeer(peer, other, metadata.namespace))
  })
}

function isPeer({ podSelector, namespaceSelector, ipBlock }: Peer, other: Other, ownNamespace: string): boolean {
  if (other === 'node') return false
  if (ipBlock) return other.ip !== undefined && isIn(other.ip, ipBlock)
  if (!('labels' in other)) return false
  const isNamespace = namespaceSelector
    ? selectedBy(namespaceSelector, { 'kubernetes.io/metadata.name': other.namespace })
    : other.namespace === ownNamespace
  return isNamespace && selectedBy(podSelector ?? {}, other.labels)
}

export const selectedBy = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every((expression) => holds(expression, labels[expression.key]))

function holds({ operator, values = [] }: Expression, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    default:
      throw new Error(`there is no operator ${operator}`)
  }
}

function isIn(ip: string, { cidr, except = [] }: NonNullable<Peer['ipBlock']>): boolean {
  const address = ipaddr.parse(ip)
  const within = (range: string) => {
    const [base, length] = ipaddr.parseCIDR(range)
    return base.kind() === address.kind() && address.match(base, length)
  }
  return within(cidr) && !except.some(within)
}
