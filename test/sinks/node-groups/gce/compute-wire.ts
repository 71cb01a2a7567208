/** The Compute Engine API v1 on the wire: what is asked, what is answered, and how errors are worded. */
import type { IncomingMessage } from 'node:http'

export const PROJECT = 'example.com:hub'
const PAGE = 2

export interface FakeGroup {
  readonly name: string
  readonly baseInstanceName: string
  targetSize: number
  /** Name of an instance: what is being done to it. */
  readonly members: Map<string, string>
  /** Name of an instance: its zone. */
  readonly placed: Map<string, string>
  /** Over which it spreads; a zonal group has one. */
  readonly zones: readonly string[]
  /** Of a regional group. */
  readonly redistribution?: string
  /** No machine is to be had: new instances stay without. */
  stockout?: boolean
  /** Why, if not for want of machines. */
  trouble?: { readonly code: string; readonly message: string }
}

export interface Failure {
  /** A part of `METHOD /path`. */
  readonly of: string
  readonly status: number
  readonly times?: number
  readonly reason?: string
  readonly message?: string
  readonly retryAfter?: number
  /** What was asked is done all the same: only the answer is lost. */
  readonly isDone?: boolean
}

/** As the API words its errors. */
export const failed = (code: number, message: string, reason = 'other') => ({
  error: { code, message, errors: [{ message, domain: 'global', reason }] },
})

/** An operation carries an error too, of another form, and is an answer all the same. */
export const statusOf = (answer: object): number =>
  'error' in answer && 'code' in (answer.error as object) ? (answer.error as { code: number }).code : 200

export const notFound = (path: string) => failed(404, `The resource '${path}' was not found`)
export const NO_METHOD = failed(404, 'no such method')
export const UNKNOWN = failed(401, 'Request had invalid authentication credentials.')

/** The failure instead of the answer; of what is done all the same only the answer is lost. */
export function failing(failure: Failure | undefined, answer: () => object): object {
  if (!failure) return answer()
  const { status, message = `HTTP ${status}`, reason, isDone } = failure
  if (!isDone) return failed(status, message, reason)
  answer()
  return failed(status, 'The answer is lost.')
}

const API = `https://www.googleapis.com/compute/v1/projects/${PROJECT}`
const urlOf = ({ placed }: FakeGroup, name: string) => `${API}/zones/${placed.get(name)}/instances/${name}`

export const publicGroup = ({ name, baseInstanceName, targetSize, zones, redistribution }: FakeGroup) => ({
  name,
  baseInstanceName,
  targetSize,
  ...(redistribution && {
    distributionPolicy: { zones: zones.map((zone) => ({ zone: `${API}/zones/${zone}` })), targetShape: 'EVEN' },
    updatePolicy: { instanceRedistributionType: redistribution },
  }),
})

/** Whether an instance is named by a URL, in full or from `zones` on, and is in a zone of the group. */
export function isNamedWell({ zones }: FakeGroup, url: string): boolean {
  const [, zone = ''] = /(?:^|\/)zones\/([^/]+)\/instances\/[^/]+$/.exec(url) ?? []
  return zones.includes(zone)
}

export const isMember = (group: FakeGroup, url: string): boolean => {
  const name = url.split('/').at(-1) ?? ''
  return group.members.has(name) && urlOf(group, name).endsWith(url.slice(url.indexOf('zones/')))
}

export const managedInstance =
  (group: FakeGroup) =>
  ([name, action]: readonly [string, string]) => ({
    name,
    instance: urlOf(group, name),
    currentAction: action === 'NO MACHINE' ? 'CREATING' : action,
    ...(action === 'NO MACHINE' && { lastAttempt: { errors: { errors: [group.trouble ?? STOCKOUT] } } }),
  })

const STOCKOUT = { code: 'ZONE_RESOURCE_POOL_EXHAUSTED', message: 'The zone has no machine.' }

export function page(key: string, all: readonly object[], query: URLSearchParams): object {
  const start = Number(query.get('pageToken') ?? 0)
  const end = start + PAGE
  return { [key]: all.slice(start, end), ...(end < all.length && { nextPageToken: String(end) }) }
}

export interface Asked {
  /** `METHOD zone/kind/name/verb`, with `regions/region` where there is no zone. */
  readonly line: string
  readonly method: string
  readonly path: string
  /** A zone, or `regions/` with a region. */
  readonly area: string
  readonly kind: string
  readonly name: string
  readonly verb: string
  readonly query: URLSearchParams
  readonly body: unknown
}

export async function askedOf(request: IncomingMessage): Promise<Asked> {
  const { method = '' } = request
  const url = new URL(request.url ?? '/', 'http://localhost')
  const path = decodeURIComponent(url.pathname)
    .replace(`/compute/v1/projects/${PROJECT}/`, '')
    .replace(/^zones\//, '')
  const [area = '', kind = '', name = '', verb = ''] = path.replace(/^regions\//, 'regions ').split('/')
  const body = await bodyOf(request)
  const at = area.replace(' ', '/')
  return { line: `${method} ${path}`, method, path, area: at, kind, name, verb, query: url.searchParams, body }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? undefined : JSON.parse(text)
}
