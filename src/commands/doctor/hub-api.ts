import { lastValueFrom } from 'rxjs'
import { fetchWithin } from '../../../streams/calendar/reach.ts'
import { readHub } from '../../../streams/hub/read.ts'
import { tokenIn } from '../../../streams/hub/token.ts'
import type { Examined } from '../../domain/doctor/finding.ts'
import { type HubAnswer, hubApiExamined } from '../../domain/doctor/hub/api.ts'
import { given } from '../../domain/given.ts'
import type { RawConfigMap } from '../../domain/scheduling/kubernetes-object.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { HubApi } from '../../domain/settings/hub-settings.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import type { Place } from '../cluster/ask.ts'
import { lookFor } from './look.ts'

/** Asks the hub that the values name once, from here, with the token that the controller has; nothing where none is named. */
export async function examineHubApi(place: Place, { hub }: Config): Promise<readonly Examined[]> {
  if (!hub?.api) return []
  return [hubApiExamined({ api: hub.api, namespace: place.namespace, answer: await ask(place, hub.api) })]
}

async function ask(place: Place, api: HubApi): Promise<HubAnswer> {
  const { name, key } = api.tokenSecret
  const { namespace } = place
  const attempt = { verb: 'get', resource: 'secrets', group: '', namespace, name } as const
  const path = apiPath`/api/v1/namespaces/${namespace}/secrets/${name}`
  const secret = await lookFor(place.kubernetes.get<RawConfigMap>(path), attempt)
  if (secret.at === 'unseen') return secret
  const token = tokenIn(api.tokenSecret, Buffer.from(secret.value?.data?.[key] ?? '', 'base64').toString())
  if (typeof token !== 'string') return { at: 'no token', because: token.because }
  return askWith(place, api.url, token)
}

async function askWith(place: Place, url: string, token: string): Promise<HubAnswer> {
  const host = new URL(url).hostname
  const reach = fetchWithin([host])
  let isReached = false
  const fetch: typeof reach = async (...asked) => {
    const answer = await reach(...asked)
    isReached = true
    return answer
  }
  const read = await lastValueFrom(readHub({ url, token, fetch }))
  if (read.at === 'read') return { at: 'answered', servers: read.servers.active, ...given({ version: read.version }) }
  if (isReached) return { at: 'wrong', because: read.because }
  const service = serviceOf(host, place.namespace)
  return service ? await lookForService(place, service, url, read.because) : { at: 'silent', because: read.because }
}

/** `hub`, `hub.jupyterhub.svc`, `hub.jupyterhub.svc.cluster.local`: names that are known in the cluster alone. */
function serviceOf(host: string, namespace: string) {
  const [name = '', inside = namespace, svc = 'svc'] = host.split('.')
  return svc === 'svc' && (inside === namespace || host.includes('.svc')) && name !== 'localhost'
    ? { name, namespace: inside }
    : undefined
}

interface RawService {
  readonly spec?: { readonly ports?: readonly { readonly port?: number }[] }
}

/** What can be said of an address that is not reached from here. */
async function lookForService(
  { kubernetes }: Place,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  url: string,
  because: string,
): Promise<HubAnswer> {
  const attempt = { verb: 'get', resource: 'services', group: '', namespace, name } as const
  const path = apiPath`/api/v1/namespaces/${namespace}/services/${name}`
  const service = await lookFor(kubernetes.get<RawService>(path), attempt)
  if (service.at === 'unseen') return { at: 'unseen', because: `${because}; ${service.because}` }
  if (!service.value) return { at: 'nowhere', because: `there is no Service ${name} in ${namespace}` }
  const port = portOf(url)
  const ports = (service.value.spec?.ports ?? []).flatMap((one) => one.port ?? [])
  if (!ports.includes(port))
    return {
      at: 'nowhere',
      because: `the Service ${name} in ${namespace} has no port ${port}; it has ${ports.join(', ')}`,
    }
  return {
    at: 'unseen',
    because: `its address is one of the cluster, where the controller asks it (${because} from here); the metric warmseats_hub_up says whether it is answered`,
  }
}

const portOf = (url: string): number => {
  const { port, protocol } = new URL(url)
  return Number(port) || (protocol === 'https:' ? 443 : 80)
}
