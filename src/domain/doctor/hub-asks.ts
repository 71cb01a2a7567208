import { AUDIENCE, hubTokenValues } from '../profiles/hub-token.ts'
import type { ProfilesConfig } from '../settings/config.ts'
import { asValues } from './as-values.ts'
import { type Examined, examined, warning } from './finding.ts'

/** What of a hub's pod decides whether the API of profiles answers it. */
export interface AskingHub {
  readonly namespace: string
  /** The name of its ServiceAccount. */
  readonly account: string
  /** For whom it has tokens, beside the one for the API server. */
  readonly audiences: readonly string[]
}

export interface HubAsksInput {
  readonly hub: AskingHub
  readonly profiles: ProfilesConfig
  /** The namespace of the release, of which names without a namespace are. */
  readonly release: string
  /** The ConfigMap with the CA. */
  readonly ca: string
}

/** Whether a hub is answered that asks for profiles; of one that neither may nor could ask, nothing is said. */
export function hubAsksExamined({ hub, profiles, release, ca }: HubAsksInput): Examined | undefined {
  if (!profiles.enabled || !profiles.api.enabled) return undefined
  const { namespace, account, audiences } = hub
  const full = `${namespace}/${account}`
  const named = profiles.api.serviceAccounts.map(({ name }) => name)
  const mayAsk = named.some((name) => (name.includes('/') ? name : `${release}/${name}`) === full)
  const hasToken = audiences.includes(AUDIENCE)
  if (mayAsk && hasToken)
    return examined('hub', { well: [`the hub in ${namespace} may ask for profiles, and has a token for it`] })
  if (!mayAsk && !hasToken) return undefined
  const finding = mayAsk
    ? warning(
        'profiles.api',
        `the hub in ${namespace} has no token for Warmseats (a projected volume with the audience ${AUDIENCE}): where its config asks it is refused, and servers start without what their profiles give`,
        `${asValues(hubTokenValues(ca))}  # in the values of zero-to-jupyterhub`,
      )
    : warning(
        'profiles.api.serviceAccounts',
        `the hub in ${namespace} has a token for Warmseats, and its ServiceAccount ${full} is not named: it is refused, and servers start without what their profiles give`,
        asValues({ profiles: { api: { serviceAccounts: [...named, full] } } }),
      )
  return examined('hub', { findings: [finding] })
}
