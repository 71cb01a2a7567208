/**
 * The catalogue of sentences for what the API refuses, for people who run JupyterHubs: what was tried, why it failed,
 * and what to do, a missing RBAC rule spelled out ready to paste. Total: every error gives a sentence.
 */
import { NotLeading } from '../domain/lease.ts'
import { ConnectionError } from './connection-error.ts'
import { ApiError } from './errors.ts'
import type { Target } from './path.ts'

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'apply' | 'patch' | 'delete'

export type Attempt = { readonly verb: Verb } & Pick<Target, 'resource'> & Partial<Target>

export function describeApiError(error: unknown, attempt: Attempt): string {
  if (error instanceof ConnectionError || error instanceof NotLeading)
    return `could not ${attempt.verb} ${thing(attempt)}: ${error.message}`
  if (!(error instanceof ApiError)) return `could not ${attempt.verb} ${thing(attempt)}: ${String(error)}`
  if (isTooLarge(error)) return `${thing(attempt)} is too large for the API server: ${error.message} (${error.status})`
  const policy = denied.exec(error.message)
  if (policy)
    return `the policy ${policy[1]} refused to ${attempt.verb} ${thing(attempt)}: ${policy[2]} (${error.status})`
  const describe = catalogue[error.status] ?? (error.status >= 500 ? serverFailed : refused)
  return describe(error, attempt)
}

/** By a ValidatingAdmissionPolicy: the chart's own, whose words name the value that opens it, or somebody else's. */
const denied = /ValidatingAdmissionPolicy '([^']*)' with binding '[^']*' denied request: (.*)/s

/**
 * Refused for its size: by the API server as a whole (413), as an object (422, with an empty field), or by etcd, whose refusal
 * comes as a fault of the server (500).
 */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof ApiError &&
  (error.status === 413 ||
    (error.status === 422 && error.causes.some((cause) => isLong(cause.reason) || isLong(cause.message))) ||
    (error.status >= 400 && /request is too large/i.test(error.message)))

const isLong = (text = ''): boolean => /too ?long/i.test(text)

type Describe = (error: ApiError, attempt: Attempt) => string

const refused: Describe = (error, attempt) =>
  `the API server refused to ${attempt.verb} ${thing(attempt)}: ${error.message} (${error.status})`

const serverFailed: Describe = (error, attempt) =>
  `the API server failed to ${attempt.verb} ${thing(attempt)}: ${error.message} (${error.status})`

const catalogue: Readonly<Record<number, Describe>> = {
  401: (error, attempt) =>
    `the API server does not accept our credentials (401) to ${attempt.verb} ${thing(attempt)}: ${error.message}; ` +
    'they are read anew before the next try',
  403: (error, attempt) => (rbac.test(error.message) ? missingRule(error, attempt) : refused(error, attempt)),
  404: (error, attempt) =>
    attempt.name === undefined
      ? `the cluster does not serve ${kind(attempt)} here: is its CustomResourceDefinition installed, the namespace there? (404: ${error.message})`
      : `there is no ${thing(attempt)} (404)`,
  409: (error, attempt) => {
    const fields = error.causes.flatMap(({ reason, field }) =>
      reason === 'FieldManagerConflict' && field ? [field] : [],
    )
    const why = fields.length > 0 ? `other field managers own ${fields.join(', ')}` : 'it has changed since we saw it'
    return `could not ${attempt.verb} ${thing(attempt)}: ${why} (409: ${error.message})`
  },
  410: (_, attempt) => `our place in the history of ${thing(attempt)} has expired (410): listing anew`,
  422: (error, attempt) =>
    `${thing(attempt)} is invalid: ${error.causes.length > 0 ? error.causes.map(invalid).join('; ') : error.message} (422)`,
  429: (error, attempt) =>
    `the API server asks us to wait${forSeconds(error)} before we ${attempt.verb} ${thing(attempt)} (429)`,
}

const invalid = ({ field, message }: ApiError['causes'][number]): string => [field, message].filter(Boolean).join(': ')
const forSeconds = ({ retryAfterMs }: ApiError): string =>
  retryAfterMs === undefined ? '' : ` ${retryAfterMs / 1000} s`

/** An admission plugin (quota, webhook) also answers 403, and no RBAC rule would help. */
const rbac = /User "([^"]*)" cannot (\S+) resource|^$|^HTTP 403$/

function missingRule(error: ApiError, attempt: Attempt): string {
  const denied = rbac.exec(error.message)?.[2] ?? attempt.verb
  const resource = attempt.subresource === undefined ? attempt.resource : `${attempt.resource}/${attempt.subresource}`
  const verbs = granted[attempt.verb].includes(denied) ? granted[attempt.verb] : [denied]
  const everywhere = clusterScoped.has(attempt.resource) ? 'in this cluster' : 'in all namespaces'
  const where = attempt.namespace === undefined ? everywhere : `in the namespace \`${attempt.namespace}\``
  const role = attempt.namespace === undefined ? 'a ClusterRole' : `a Role of the namespace ${attempt.namespace}`
  return (
    `missing RBAC: ${who(error)} may not \`${denied}\` \`${resource}\` (${attempt.group || 'core'}) ${where}; ` +
    `grant apiGroups ${JSON.stringify([attempt.group ?? ''])} resources ${JSON.stringify([resource])} ` +
    `verbs ${JSON.stringify(verbs)} in ${role}`
  )
}

const clusterScoped = new Set([
  'nodes',
  'namespaces',
  'persistentvolumes',
  'priorityclasses',
  'customresourcedefinitions',
])

/** What the whole use needs, not only the verb that happened to be refused first. */
const granted: Readonly<Record<Verb, readonly string[]>> = {
  get: ['get'],
  list: ['list', 'watch'],
  watch: ['list', 'watch'],
  create: ['create'],
  apply: ['create', 'patch'],
  patch: ['patch'],
  delete: ['delete'],
}

function who(error: ApiError): string {
  const user = rbac.exec(error.message)?.[1]
  if (user === undefined) return 'the ServiceAccount'
  const [, namespace, name] = /^system:serviceaccount:([^:]+):(.+)$/.exec(user) ?? []
  return name === undefined ? `the user "${user}"` : `the ServiceAccount \`${namespace}/${name}\``
}

const kind = ({ resource, group }: Attempt): string => `\`${resource}\` (${group || 'core'})`

function thing(attempt: Attempt): string {
  const { resource, subresource, name, namespace } = attempt
  const path = [resource, name, subresource].filter((part) => part !== undefined).join('/')
  return namespace === undefined ? path : `${path} in ${namespace}`
}
