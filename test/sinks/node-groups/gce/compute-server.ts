/**
 * A server that speaks as much of the Compute Engine API v1 as managed instance groups need, as its reference documents
 * it: lists in pages, sizes, members with what is being done to them, operations that take a while.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeGroup {
  readonly name: string
  readonly baseInstanceName: string
  targetSize: number
  /** Name of an instance: what is being done to it. */
  readonly members: Map<string, string>
  /** No machine is to be had: new instances stay without. */
  stockout?: boolean
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

export interface ComputeServer {
  readonly rootUrl: string
  /** `METHOD /path` without the part that all have in common, in order. */
  readonly requests: readonly string[]
  group(name: string, members: readonly string[], more?: { readonly zone?: string; readonly base?: string }): FakeGroup
  /** Name of an instance: when it was made, as the API says it. */
  readonly created: Map<string, string>
  /** An instance of no group. */
  instance(zone: string, name: string): void
  /** The next requests of a kind fail. */
  fail(...failures: Failure[]): void
  /** The next operation ends with this error. */
  failOperation(code: string, message: string): void
  /** Operations take longer than anybody waits. */
  isSlow: boolean
  /** Gone by themselves in the moment in which they are to be deleted. */
  readonly vanishing: Set<string>
  /** Does not delete these, and says nothing. */
  readonly keeps: Set<string>
  close(): Promise<void>
}

const PAGE = 2
export const PROJECT = 'example.com:hub'

export async function computeServer(): Promise<ComputeServer> {
  const zones = new Map<string, FakeGroup[]>()
  const others = new Set<string>()
  const requests: string[] = []
  const failures: { failure: Failure; left: number }[] = []
  const operations = new Map<string, object>()
  const keeps = new Set<string>()
  const created = new Map<string, string>()
  const vanishing = new Set<string>()
  let operationError: { code: string; message: string } | undefined
  let made = 0

  const operation = () => {
    const name = `operation-${operations.size + 1}`
    operations.set(name, {
      name,
      status: api.isSlow ? 'RUNNING' : 'DONE',
      ...(operationError && { error: { errors: [operationError] }, httpErrorStatusCode: 400 }),
    })
    operationError = undefined
    return { kind: 'compute#operation', name, status: 'RUNNING' }
  }

  const resize = (group: FakeGroup, size: number) => {
    group.targetSize = size
    for (let missing = size - group.members.size; missing > 0; missing -= 1) {
      made += 1
      group.members.set(`${group.baseInstanceName}-new${made}`, group.stockout ? 'NO MACHINE' : 'CREATING')
    }
    return operation()
  }

  const remove = (group: FakeGroup, { instances, skipInstancesOnValidationError }: DeleteRequest) => {
    const names = instances.map((url) => url.split('/').at(-1) ?? '')
    for (const name of vanishing) if (group.members.delete(name)) group.targetSize -= 1
    const foreign = names.find((name) => !group.members.has(name))
    if (foreign && !skipInstancesOnValidationError) return failed(400, `${foreign} is not a member of ${group.name}`)
    for (const name of names)
      if (group.members.get(name) === 'NONE' && !keeps.has(name)) {
        group.members.set(name, 'DELETING')
        group.targetSize -= 1
      }
    return operation()
  }

  const answer = (method: string, path: string, query: URLSearchParams, body: unknown): object => {
    const [zone = '', kind, name = '', verb] = path.split('/')
    const groups = zones.get(zone) ?? []
    const group = groups.find((one) => one.name === name)
    if (kind === 'operations' && verb === 'wait') return operations.get(name) ?? failed(404, 'no such operation')
    if (kind === 'instances') {
      const isThere = others.has(`${zone}/${name}`) || groups.some(({ members }) => members.has(name))
      return isThere
        ? { name, creationTimestamp: created.get(name) }
        : failed(404, `The resource '${path}' was not found`)
    }
    if (kind !== 'instanceGroupManagers') return failed(404, 'no such method')
    if (name === '') return page('items', groups.map(publicGroup), query)
    if (!group) return failed(404, `The resource '${path}' was not found`)
    if (method === 'POST' && verb === 'listManagedInstances')
      return page('managedInstances', [...group.members].map(managedInstance(zone)), query)
    if (method === 'POST' && verb === 'resize') return resize(group, Number(query.get('size')))
    if (method === 'POST' && verb === 'deleteInstances') return remove(group, body as DeleteRequest)
    return failed(404, 'no such method')
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const path = decodeURIComponent(url.pathname).replace(`/compute/v1/projects/${PROJECT}/zones/`, '')
    const body = await bodyOf(request)
    const line = `${request.method} ${path}`
    requests.push(line)
    const failing = failures.find(({ failure, left }) => left > 0 && line.includes(failure.of))
    if (failing) failing.left -= 1
    const { failure } = failing ?? {}
    const answered =
      request.headers.authorization !== 'Bearer test'
        ? failed(401, 'Request had invalid authentication credentials.')
        : failure && !failure.isDone
          ? failed(failure.status, failure.message ?? `HTTP ${failure.status}`, failure.reason)
          : answer(request.method ?? '', path, url.searchParams, body)
    const lost = failure?.isDone ? failed(failure.status, 'The answer is lost.') : answered
    const status = 'error' in lost && 'code' in (lost.error as object) ? (lost.error as { code: number }).code : 200
    if (failure?.retryAfter !== undefined) response.setHeader('retry-after', failure.retryAfter)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(lost))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))

  const api: ComputeServer = {
    rootUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    keeps,
    vanishing,
    created,
    isSlow: false,
    group: (name, members, { zone = 'zone-a', base = name } = {}) => {
      const group: FakeGroup = {
        name,
        baseInstanceName: base,
        targetSize: members.length,
        members: new Map(members.map((member) => [member, 'NONE'])),
      }
      zones.set(zone, [...(zones.get(zone) ?? []), group])
      return group
    },
    instance: (zone, name) => void others.add(`${zone}/${name}`),
    fail: (...more) => failures.push(...more.map((failure) => ({ failure, left: failure.times ?? 1 }))),
    failOperation: (code, message) => {
      operationError = { code, message }
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
  return api
}

interface DeleteRequest {
  readonly instances: readonly string[]
  readonly skipInstancesOnValidationError?: boolean
}

/** As the API words its errors. */
const failed = (code: number, message: string, reason = 'other') => ({
  error: { code, message, errors: [{ message, domain: 'global', reason }] },
})

const publicGroup = ({ name, baseInstanceName, targetSize }: FakeGroup) => ({ name, baseInstanceName, targetSize })

const managedInstance =
  (zone: string) =>
  ([name, action]: readonly [string, string]) => ({
    name,
    instance: `https://www.googleapis.com/compute/v1/projects/${PROJECT}/zones/${zone}/instances/${name}`,
    currentAction: action === 'NO MACHINE' ? 'CREATING' : action,
    ...(action === 'NO MACHINE' && {
      lastAttempt: {
        errors: { errors: [{ code: 'ZONE_RESOURCE_POOL_EXHAUSTED', message: 'The zone has no machine.' }] },
      },
    }),
  })

function page(key: string, all: readonly object[], query: URLSearchParams): object {
  const start = Number(query.get('pageToken') ?? 0)
  const end = start + PAGE
  return { [key]: all.slice(start, end), ...(end < all.length && { nextPageToken: String(end) }) }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? undefined : JSON.parse(text)
}
