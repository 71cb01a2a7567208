import type { Unit } from '../calendar/ask.ts'
import { sayTitles } from '../calendar/event-name.ts'
import { type LeadTime, sayBoots } from '../demand/lead-time.ts'
import { MINUTE_MS, SECOND_MS, sayDuration } from '../duration.ts'
import { aheadOf } from '../fit/ahead.ts'
import { CHECKED_AHEAD_MS } from '../fit/shortfalls.ts'
import { asValues } from './as-values.ts'
import { broken, type Examined, examined, type Finding, warning } from './finding.ts'
import type { HubSettings } from './hub-values.ts'
import { USERS_REQUESTS } from './pool-problems.ts'
import type { Scene } from './scene.ts'

export interface HubInput {
  readonly namespace: string
  readonly settings: HubSettings
  /** What its StatefulSet asks for; undefined: there is none, or it was not seen. */
  readonly userPlaceholders: number | undefined
  /** undefined: nodes or pods were not seen, so no boot and no class is known. */
  readonly scene: Scene | undefined
}

/** Whether the hub lets people into the seats that are warm. */
export function hubExamined({ namespace, settings, userPlaceholders, scene }: HubInput): Examined {
  const findings = [
    ...(scene ? [...timeouts(settings, scene), ...limits(settings, scene)] : []),
    ...doubled(userPlaceholders ?? settings.userPlaceholders ?? 0, namespace),
    ...silent(settings, scene),
  ]
  const python = settings.hasExtraConfig ? '; hub.extraConfig is Python, is not read, and may say otherwise' : ''
  return examined('hub', {
    findings,
    well: findings.length > 0 ? [] : [`the hub in ${namespace} ${sayWell(settings)}${python}`],
    unchecked: scene
      ? []
      : [
          {
            what: 'whether the hub is patient enough for a boot, and takes the largest class',
            because: 'nodes and pods were not seen',
          },
        ],
  })
}

const sayWell = ({ startTimeoutMs = START_TIMEOUT_MS, concurrentSpawnLimit = SPAWN_LIMIT }: HubSettings): string =>
  `waits ${sayDuration(startTimeoutMs)} for a server, starts ${concurrentSpawnLimit || 'any number'} at a time`

/** KubeSpawner's and JupyterHub's own, where the values do not say. */
const START_TIMEOUT_MS = 60 * SECOND_MS
const SPAWN_LIMIT = 100

/** Who has to wait for a node all the same is sent away before it comes, and the hub calls it a failed spawn. */
function timeouts({ startTimeoutMs = START_TIMEOUT_MS }: HubSettings, { decision }: Scene): Finding[] {
  const slow = [...decision.pools.values()].toSorted((a, b) => b.leadTime.ms - a.leadTime.ms)[0]
  if (!slow || slow.leadTime.ms <= startTimeoutMs) return []
  const enoughMs = Math.ceil((1.5 * slow.leadTime.ms) / MINUTE_MS) * MINUTE_MS
  const what = `the hub gives a server up after ${sayDuration(startTimeoutMs)}, and a node of ${slow.pool} ${sayBoot(slow.leadTime)}: who finds no warm seat gets an error instead of a node`
  return [warning('start_timeout', what, `${asValues({ singleuser: { startTimeout: enoughMs / SECOND_MS } })}${Z2JH}`)]
}

/** `takes 7 min (p90 of 23 boots, 3 min to 8 min)`, `is taken to need 10 min until 5 boots were seen (2 so far)`. */
const sayBoot = (lead: LeadTime): string =>
  lead.learned
    ? `takes ${sayDuration(lead.ms)} (${sayBoots(lead)})`
    : `is taken to need ${sayDuration(lead.ms)} ${sayBoots(lead)}`

const Z2JH = '  # in the values of zero-to-jupyterhub'

interface Largest {
  readonly people: number
  readonly event: string
}

function limits(settings: HubSettings, scene: Scene): Finding[] {
  const { people, event } = largestClass(scene)
  const { concurrentSpawnLimit: spawns = SPAWN_LIMIT, activeServerLimit: servers = 0 } = settings
  const atOnce = spawns > 0 && people > spawns
  const inAll = servers > 0 && people > servers
  return [
    ...(atOnce
      ? [
          warning(
            'concurrent_spawn_limit',
            `the hub starts ${spawns} servers at a time and sends the others away for half a minute ("Too many users trying to log in"), and ${people} people are announced for ${event}`,
            `${asValues({ hub: { concurrentSpawnLimit: people } })}${Z2JH}`,
          ),
        ]
      : []),
    ...(inAll
      ? [
          broken(
            'active_server_limit',
            `the hub runs no more than ${servers} servers, and ${people} people are announced for ${event}: seats are kept warm that nobody gets`,
            `${asValues({ hub: { activeServerLimit: 0 } })}${Z2JH}`,
          ),
        ]
      : []),
  ]
}

/** Of what is announced in people to a pool, of now and within the time that is looked ahead. */
function largestClass({ observed, nowMs }: Scene): Largest {
  const all = [...aheadOf(observed.timeline, observed.config).values()].flat()
  const soon = all.filter(({ fromMs, toMs }) => toMs > nowMs && fromMs < nowMs + CHECKED_AHEAD_MS)
  return soon.reduce<Largest>(
    (most, { demands, events }) => {
      const people = demands.reduce((max, { unit, amount }) => (isPeople(unit) ? Math.max(max, amount) : max), 0)
      return people > most.people ? { people, event: sayTitles(events) } : most
    },
    { people: 0, event: '' },
  )
}

const isPeople = (unit: Unit): boolean => unit === 'students' || unit === 'seats'

const doubled = (replicas: number, namespace: string): Finding[] =>
  replicas > 0
    ? [
        warning(
          'scheduling.userPlaceholder',
          `zero-to-jupyterhub's own ${replicas} placeholders are on in ${namespace}: they hold room beside ours, all day, and are paid twice`,
          `scheduling: {userPlaceholder: {enabled: false}}${Z2JH}`,
        ),
      ]
    : []

/** While nobody is there whose pods could tell. */
const silent = ({ guarantee }: HubSettings, scene: Scene | undefined): Finding[] =>
  guarantee.memory > 0 || guarantee.cpu > 0 || (scene?.observed.pods.users.size ?? 0) > 0
    ? []
    : [
        warning(
          'singleuser.memory.guarantee',
          'servers request nothing, neither memory nor CPU, unless a profile says so: the scheduler puts them anywhere, so they neither take the place of placeholders nor bring nodes',
          USERS_REQUESTS,
        ),
      ]
