/** Why the running program cannot be asked, and what mends it. */
import { parseJson } from '../../domain/parsed.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import { apiErrorFromStatus } from '../../kubernetes/errors.ts'
import type { ControllerFacts } from '../cluster/release.ts'
import { InputError } from '../read-input.ts'

/** Nothing can be told of the program. */
export class CannotTell extends InputError {
  /** It may be over by itself, as when a pod starts. */
  readonly isPassing: boolean

  constructor(message: string, isPassing = false) {
    super(message)
    this.isPassing = isPassing
  }
}

/** Whom was asked, of the chart's Deployment and Service, which have one name. */
export interface Asked {
  readonly namespace: string
  readonly name: string
  readonly controller: ControllerFacts
}

/** As RBAC knows what is asked: the Service's name with scheme and port. */
export const proxied = (name: string): string => `http:${name}:http`

/**
 * What an answer says that is no status.
 * @param status HTTP, of the API server or of who stands behind its proxy
 */
export function whyNot({ namespace, name, controller }: Asked, status: number, body: string): CannotTell {
  const error = apiErrorFromStatus(parseJson(body), status)
  const isOfApiServer = /"kind":\s*"Status"/.test(body)
  const of = `the release ${name} in ${namespace}`
  if (!isOfApiServer) return ofProgram(of, { namespace, name, controller }, status, body)
  if (status === 403)
    return new CannotTell(`${describeApiError(error, attempt(namespace, name))}: ${grant(namespace, name)}`)
  if (status === 404)
    return new CannotTell(`${of} has no Service of its name: \`helm upgrade\` makes it anew (404: ${error.message})`)
  if (status === 503 && /no endpoints/.test(error.message)) return notReady(of, { namespace, name, controller })
  if (status >= 500)
    return new CannotTell(
      `the API server did not reach ${of}: ${error.message} (${status}); where that stays so, a NetworkPolicy or a firewall ` +
        `keeps it from port 8080 of the pods; \`networkPolicy.apiServerCidrs\` in the values lets it through the chart's own. ` +
        `This goes another way: ${forward(namespace, name)}`,
      true,
    )
  return new CannotTell(describeApiError(error, attempt(namespace, name)))
}

/** Who was reached and does not tell. */
function ofProgram(of: string, { namespace, name, controller }: Asked, status: number, body: string): CannotTell {
  if (status === 403)
    return new CannotTell(
      `the status page of ${of} is closed to the cluster, as it is unless the values say otherwise: it shows titles of events. ` +
        `Open it with \`statusPage: {inCluster: true}\` (docs/status-page.md), or see it with ${forward(namespace, name)}`,
    )
  const version = controller.version === undefined ? '' : ` (it is ${controller.version})`
  if (status === 404)
    return new CannotTell(`${of} has no status to tell: it is of a version before there was one${version}; upgrade it`)
  if (status >= 500) return new CannotTell(`${of} fails to tell: HTTP ${status}, ${excerpt(body)}`, true)
  return new CannotTell(
    `${of} answers what this program does not understand${version}: HTTP ${status}, ${excerpt(body)}. Is it of another version?`,
  )
}

function notReady(of: string, { namespace, name, controller: { replicas, ready } }: Asked): CannotTell {
  if (replicas === 0)
    return new CannotTell(`${of} is scaled to 0: kubectl -n ${namespace} scale deployment ${name} --replicas=2`)
  return new CannotTell(
    `no pod of ${of} is ready (${ready} of ${replicas}), so nothing can be told; why: ` +
      `kubectl -n ${namespace} describe deployment ${name}; kubectl -n ${namespace} logs deployment/${name} --tail=20`,
    true,
  )
}

const attempt = (namespace: string, name: string) =>
  ({ verb: 'get', resource: 'services', subresource: 'proxy', group: '', namespace, name: proxied(name) }) as const

const grant = (namespace: string, name: string): string =>
  `kubectl -n ${namespace} create role ${name}-status --verb=get --resource=services/proxy --resource-name=${proxied(name)} && ` +
  `kubectl -n ${namespace} create rolebinding ${name}-status --role=${name}-status --user=NAME`

const forward = (namespace: string, name: string): string =>
  `kubectl -n ${namespace} port-forward deployment/${name} 8080, then http://localhost:8080/`

const excerpt = (body: string): string => JSON.stringify(body.slice(0, 80).replaceAll(/\s+/g, ' '))
