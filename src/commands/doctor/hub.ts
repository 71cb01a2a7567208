import type { UserScheduler } from '../../domain/doctor/disruption-api.ts'
import { type Examined, examined, together as inOne } from '../../domain/doctor/finding.ts'
import { hubLimitsExamined } from '../../domain/doctor/hub/limits.ts'
import { hubExamined } from '../../domain/doctor/hub.ts'
import { type AskingHub, hubAsksExamined } from '../../domain/doctor/hub-asks.ts'
import { hubSettingsFrom } from '../../domain/doctor/hub-values.ts'
import type { Looked } from '../../domain/doctor/looked.ts'
import type { Scene } from '../../domain/doctor/scene.ts'
import type { RawConfigMap, RawMetadata } from '../../domain/scheduling/kubernetes-object.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { HubConfig } from '../../domain/settings/hub-settings.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import type { Place } from '../cluster/ask.ts'
import { look, lookAt } from './look.ts'

export interface RawWorkload {
  readonly metadata?: RawMetadata
  readonly spec?: {
    readonly replicas?: number
    readonly template?: {
      readonly spec?: {
        readonly containers?: readonly { readonly image?: string }[]
        readonly serviceAccountName?: string
        readonly volumes?: readonly {
          readonly name?: string
          readonly secret?: { readonly secretName?: string }
          readonly configMap?: { readonly name?: string }
          readonly projected?: {
            readonly sources?: readonly { readonly serviceAccountToken?: { readonly audience?: string } }[] | null
          }
        }[]
      }
    }
  }
  readonly status?: { readonly readyReplicas?: number }
}

/** What zero-to-jupyterhub runs in the namespaces where users are. */
export interface Hubs {
  readonly namespaces: readonly string[]
  readonly hubs: Looked<readonly RawWorkload[]>
  readonly schedulers: Looked<readonly UserScheduler[]>
  /** The same Deployments as they are. */
  readonly schedulerDeployments: readonly RawWorkload[]
}

export async function readHubs(place: Place, namespaces: readonly string[]): Promise<Hubs> {
  const of = (component: string) =>
    Promise.all(namespaces.map((one) => workloads(place, 'deployments', one, component))).then(together)
  const [hubs, schedulers] = await Promise.all([of('hub'), of('user-scheduler')])
  return {
    namespaces,
    hubs,
    schedulers: schedulers.at === 'seen' ? { at: 'seen', value: schedulers.value.map(schedulerOf) } : schedulers,
    schedulerDeployments: schedulers.at === 'seen' ? schedulers.value : [],
  }
}

/** As the chart of zero-to-jupyterhub labels its parts, in each of its versions. */
const workloads = (place: Place, resource: string, namespace: string, component: string) =>
  lookAt<RawWorkload>(place, { resource, group: 'apps', namespace, labelSelector: `component=${component}` })

function together<T>(all: readonly Looked<readonly T[]>[]): Looked<readonly T[]> {
  const refused = all.find((one) => one.at === 'unseen')
  return refused ?? { at: 'seen', value: all.flatMap((one) => (one.at === 'seen' ? one.value : [])) }
}

const schedulerOf = ({ metadata = {}, spec }: RawWorkload): UserScheduler => ({
  namespace: metadata.namespace ?? '',
  name: metadata.name ?? '',
  image: spec?.template?.spec?.containers?.[0]?.image ?? '',
})

const WHAT = 'how the hub is set: start_timeout, concurrent_spawn_limit, userPlaceholder, what a server requests'

interface HubsSeen {
  readonly config: Config
  readonly scene: Scene | undefined
  /** The full name of the release. */
  readonly release: string
}

/** Each hub by the values that zero-to-jupyterhub keeps in its Secret, and by its pod. */
export async function examineHubs(
  place: Place,
  { hubs, namespaces }: Hubs,
  { config, scene, release }: HubsSeen,
): Promise<readonly Examined[]> {
  const unchecked = (because: string) => [examined('hub', { unchecked: [{ what: WHAT, because }] })]
  if (hubs.at === 'unseen') return unchecked(hubs.because)
  if (hubs.value.length === 0)
    return unchecked(
      `no hub of zero-to-jupyterhub (a Deployment with the label component=hub) is in ${namespaces.join(', ')}; name its namespace in userPods.namespaces`,
    )
  // With several nobody knows whose limits the values have.
  const asked = hubs.value.length === 1 ? config.hub : undefined
  const settings = await Promise.all(hubs.value.map((hub) => examineHub(place, hub, { scene, asked })))
  const asks = hubs.value.map((hub) =>
    hubAsksExamined({
      hub: askingHub(place, hub),
      profiles: config.profiles,
      release: place.namespace,
      ca: `${release}-ca`,
    }),
  )
  return [...settings, ...asks.filter((one) => one !== undefined)]
}

function askingHub(place: Place, { metadata = {}, spec }: RawWorkload): AskingHub {
  const { serviceAccountName = 'default', volumes = [] } = spec?.template?.spec ?? {}
  const sources = volumes.flatMap(({ projected }) => projected?.sources ?? [])
  return {
    namespace: metadata.namespace ?? place.namespace,
    account: serviceAccountName,
    audiences: sources.flatMap(({ serviceAccountToken }) => serviceAccountToken?.audience ?? []),
  }
}

interface HubAsked {
  readonly scene: Scene | undefined
  /** What the values say of it; undefined: nothing. */
  readonly asked: HubConfig | undefined
}

async function examineHub(place: Place, { metadata = {}, spec }: RawWorkload, { scene, asked }: HubAsked) {
  const namespace = metadata.namespace ?? place.namespace
  const volumes = spec?.template?.spec?.volumes ?? []
  const secret = volumes.find(({ name }) => name === 'secret')?.secret?.secretName ?? metadata.name ?? 'hub'
  const path = apiPath`/api/v1/namespaces/${namespace}/secrets/${secret}`
  const attempt = { verb: 'get', resource: 'secrets', group: '', namespace, name: secret } as const
  const [values, placeholders] = await Promise.all([
    look(place.kubernetes.get<RawConfigMap>(path), attempt),
    workloads(place, 'statefulsets', namespace, 'user-placeholder'),
  ])
  const unchecked = (because: string) => examined('hub', { unchecked: [{ what: `in ${namespace} ${WHAT}`, because }] })
  if (values.at === 'unseen') return unchecked(values.because)
  const settings = hubSettingsFrom(Buffer.from(values.value.data?.['values.yaml'] ?? '', 'base64').toString())
  if (!settings) return unchecked(`the Secret ${secret} has no values.yaml that can be read`)
  const userPlaceholders =
    placeholders.at === 'seen' && placeholders.value.length > 0
      ? placeholders.value.reduce((sum, one) => sum + (one.spec?.replicas ?? 1), 0)
      : undefined
  const hub = hubExamined({ namespace, settings, userPlaceholders, scene })
  return asked ? inOne('hub', [hub, hubLimitsExamined(asked, settings)]) : hub
}
