import type { HubApi } from '../../settings/hub-settings.ts'
import { asValues } from '../as-values.ts'
import { broken, type Examined, examined, warning } from '../finding.ts'

/** What became of one question to the hub's API, with the token of the Secret. */
export type HubAnswer =
  | { readonly at: 'answered'; readonly version?: string; readonly servers: number }
  /** It answers something else. */
  | { readonly at: 'wrong'; readonly because: string }
  /** There is no token to ask with. */
  | { readonly at: 'no token'; readonly because: string }
  /** Nothing in the cluster listens there. */
  | { readonly at: 'nowhere'; readonly because: string }
  /** It did not answer, at an address of the open network. */
  | { readonly at: 'silent'; readonly because: string }
  /** Not to be known from here. */
  | { readonly at: 'unseen'; readonly because: string }

export interface HubApiInput {
  readonly api: HubApi
  /** Of the release. */
  readonly namespace: string
  readonly answer: HubAnswer
}

/** Whether the hub that `hub:` names tells which servers there are. */
export function hubApiExamined({ api, namespace, answer }: HubApiInput): Examined {
  const { name, key } = api.tokenSecret
  const where = `the hub at ${hostOf(api)}`
  switch (answer.at) {
    case 'answered':
      return examined('hub', {
        well: [
          `${where} answers with its token: JupyterHub ${answer.version ?? '(it does not say which)'}, ${answer.servers} servers`,
        ],
      })
    case 'no token':
      return examined('hub', {
        findings: [
          broken(
            'hub.tokenSecret',
            `${answer.because}: the hub is not asked, and people count once their pods are there`,
            `kubectl --namespace ${namespace} create secret generic ${name} --from-literal=${key}=TOKEN  # that of a service of the hub: docs/hub-api.md`,
          ),
        ],
      })
    case 'wrong':
      return notAsked('hub', `${where}: ${answer.because}`, SERVICE)
    case 'nowhere':
      return notAsked(
        'hub.url',
        `${where}: ${answer.because}`,
        `kubectl get services --all-namespaces --selector component=hub`,
      )
    case 'silent':
      return examined('hub', {
        findings: [
          warning(
            'hub.url',
            `${where} cannot be asked from here: ${answer.because}`,
            `curl --head ${api.url}/hub/api/`,
          ),
        ],
      })
    case 'unseen':
      return examined('hub', {
        unchecked: [{ what: `whether ${where} answers with its token`, because: answer.because }],
      })
  }
}

const notAsked = (where: string, what: string, mend: string): Examined =>
  examined('hub', { findings: [broken(where, `${what}; people count once their pods are there`, mend)] })

const hostOf = ({ url }: HubApi): string => /^[^/]+\/\/([^/]+)/.exec(url)?.[1] ?? url

/** Of a hub's own values; docs/hub-api.md has the same. */
const SERVICE = `${asValues({
  hub: {
    services: { warmseats: {} },
    loadRoles: { warmseats: { scopes: ['list:users', 'read:servers'], services: ['warmseats'] } },
  },
})}  # in the values of zero-to-jupyterhub; hub.url is where the hub itself listens, with its base_url`
