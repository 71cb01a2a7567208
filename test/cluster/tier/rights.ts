/**
 * Whether the chart's Roles give what is used, and no more. Each verb on each kind has to have been used by some test of
 * the tier, and nothing may have been refused. What is compared is what the API servers noted, not what sources say.
 */

/** A rule of a Role. */
export interface Rule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
  readonly resourceNames?: readonly string[]
}

/** A Role of an installed release. */
export interface Granted {
  /** `system:serviceaccount:NAMESPACE:NAME` */
  readonly account: string
  readonly role: string
  /** Empty: of a ClusterRole. */
  readonly namespace: string
  readonly rules: readonly Rule[]
}

/** A line of an audit log, as much of it as counts here. */
export interface Asked {
  readonly verb: string
  readonly userAgent?: string
  readonly requestReceivedTimestamp?: string
  readonly user: { readonly username: string }
  readonly objectRef?: {
    readonly resource?: string
    readonly apiGroup?: string
    readonly subresource?: string
    readonly namespace?: string
    readonly name?: string
  }
  readonly responseStatus?: { readonly code?: number }
  readonly annotations?: Readonly<Record<string, string>>
}

/** A request that was refused. */
interface Refused {
  readonly said: string
  readonly atMs: number
}

/** What a test takes away on purpose: `patch pods`, or everything; from this instant on. Epoch ms. */
export interface TakenAway {
  readonly what: string
  readonly sinceMs: number
}

/** Whether it was refused because of that. */
export const isWanted = ({ said, atMs }: Refused, { what, sinceMs }: TakenAway): boolean =>
  atMs >= sinceMs && (what === EVERYTHING || said.startsWith(`${what} `))

export const EVERYTHING = '*'

/** One verb on one kind, perhaps on names, as the chart gives it, whatever the release is called. */
interface Right {
  readonly said: string
  readonly covers: (asked: Asked) => boolean
}

/** Of one cluster; both grow as it is noted. */
export class Rights {
  readonly #rights = new Map<string, Right[]>()
  readonly #used = new Set<string>()
  readonly #refused: Refused[] = []

  /** All Roles of a release have to be given before what was asked with them. */
  grant(all: readonly Granted[]): void {
    const fullnames = shortest(all)
    for (const granted of all) {
      const own = this.#rights.get(granted.account) ?? []
      own.push(...rightsOf(granted, fullnames.get(granted.account) ?? ''))
      this.#rights.set(granted.account, own)
    }
  }

  /** What was asked by others, or by our account with another program, does not count. */
  note(asked: Asked): void {
    const rights = this.#rights.get(asked.user.username)
    if (!rights || asked.userAgent !== 'warmseats' || asked.objectRef?.resource === undefined) return
    if (asked.annotations?.['authorization.k8s.io/decision'] === 'forbid') this.#refuse(asked)
    else for (const { said, covers } of rights) if (covers(asked)) this.#used.add(said)
  }

  #refuse(asked: Asked): void {
    this.#refused.push({ said: sayAsked(asked), atMs: Date.parse(asked.requestReceivedTimestamp ?? '') })
  }

  get granted(): ReadonlySet<string> {
    return new Set([...this.#rights.values()].flat().map(({ said }) => said))
  }

  get used(): ReadonlySet<string> {
    return this.#used
  }

  get refused(): readonly Refused[] {
    return this.#refused
  }
}

/** The Role of a release that bears its full name alone, by account. */
function shortest(all: readonly Granted[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { account, role, namespace } of all) {
    if (namespace === 'default') continue // it bears the release's namespace as well
    const known = names.get(account)
    if (known === undefined || role.length < known.length) names.set(account, role)
  }
  return names
}

const CONFIG_MAPS_AND_EVENTS = new Set(['configmaps', 'events'])

/** Kinds of services are whatever a test allows: one of them stands for all. */
const kindOf = (role: string, group: string, resource: string) =>
  role.endsWith('-services') && !CONFIG_MAPS_AND_EVENTS.has(resource) ? 'a kind of services' : sayKind(group, resource)

function rightsOf({ account, role, namespace, rules }: Granted, fullname: string): Right[] {
  const home = account.split(':')[2] ?? ''
  const where = namespace === '' ? 'in the cluster' : namespace === home ? 'at home' : 'elsewhere'
  return rules.flatMap(({ apiGroups, resources, verbs, resourceNames }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.map((verb): Right => {
          const names = resourceNames?.map((name) => name.replace(fullname, '*')).join(', ')
          const said = `${verb} ${kindOf(role, group, resource)} ${where}${names === undefined ? '' : ` named ${names}`}`
          const covers = (asked: Asked) => {
            const { verb: by, objectRef = {} } = asked
            return (
              (by === verb || (verb === 'create' && isMade(asked))) &&
              nameOf(objectRef) === resource &&
              (objectRef.apiGroup ?? '') === group &&
              (namespace === '' || objectRef.namespace === namespace) &&
              (resourceNames?.includes(objectRef.name ?? '') ?? true)
            )
          }
          return { said, covers }
        }),
      ),
    ),
  )
}

/** Server-side apply is `patch`, and needs `create` too where there is nothing yet. */
const isMade = ({ verb, responseStatus }: Asked) => verb === 'patch' && responseStatus?.code === 201

const sayKind = (group: string, resource: string) => (group === '' ? resource : `${resource}.${group}`)

/** As Roles write it: `statefulsets/scale`. */
const nameOf = ({ resource = '', subresource }: NonNullable<Asked['objectRef']>): string =>
  subresource === undefined ? resource : `${resource}/${subresource}`

function sayAsked({ verb, objectRef = {} }: Asked): string {
  const { apiGroup = '', namespace, name } = objectRef
  return `${verb} ${sayKind(apiGroup, nameOf(objectRef))}${name ? ` ${name}` : ''}${namespace ? ` in ${namespace}` : ''}`
}
