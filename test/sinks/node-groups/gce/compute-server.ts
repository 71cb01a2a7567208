/**
 * A server that speaks as much of the Compute Engine API v1 as managed instance groups need, as its reference documents
 * it: lists in pages, sizes, members with what is being done to them, operations that take a while.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { areaOf, emptiest, fakeGroup, isAt } from './compute-groups.ts'
import {
  type Asked,
  askedOf,
  type Failure,
  type FakeGroup,
  failed,
  failing,
  isMember,
  isNamedWell,
  managedInstance,
  NO_METHOD,
  notFound,
  page,
  publicGroup,
  statusOf,
  UNKNOWN,
} from './compute-wire.ts'

export interface ComputeServer {
  readonly rootUrl: string
  /** `METHOD /path` without the part that all have in common, in order. */
  readonly requests: readonly string[]
  /** The same with all that came along. */
  readonly sent: readonly Asked[]
  group(name: string, members: readonly string[], more?: { readonly zone?: string; readonly base?: string }): FakeGroup
  /** A group of the region `zone`, with its members by zone: all that it may use are named. */
  regional(name: string, members: Readonly<Record<string, readonly string[]>>, redistribution?: string): FakeGroup
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
  /** Nothing is answered. */
  isSilent: boolean
  /** Gone by themselves in the moment in which they are to be deleted. */
  readonly vanishing: Set<string>
  /** Does not delete these, and says nothing. */
  readonly keeps: Set<string>
  close(): Promise<void>
}

export async function computeServer(): Promise<ComputeServer> {
  const areas = new Map<string, FakeGroup[]>()
  const others = new Set<string>()
  const sent: Asked[] = []
  const failures: { failure: Failure; left: number }[] = []
  const operations = new Map<string, object>()
  const keeps = new Set<string>()
  const created = new Map<string, string>()
  const vanishing = new Set<string>()
  let operationError: { code: string; message: string } | undefined
  let made = 0

  const operation = (area: string) => {
    const name = `operation-${operations.size + 1}`
    operations.set(`${area}/${name}`, {
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
      const name = `${group.baseInstanceName}-new${made}`
      group.placed.set(name, emptiest(group))
      group.members.set(name, group.stockout || group.trouble ? 'NO MACHINE' : 'CREATING')
    }
    return operation(areaOf(group))
  }

  const take = (group: FakeGroup, name: string) => {
    if (group.members.get(name) !== 'NONE' || keeps.has(name)) return
    group.members.set(name, 'DELETING')
    group.targetSize -= 1
  }

  const remove = (group: FakeGroup, { instances, skipInstancesOnValidationError }: DeleteRequest) => {
    const malformed = instances.find((url) => !isNamedWell(group, url))
    if (malformed !== undefined) return failed(400, `Invalid value for field 'instances': '${malformed}'`)
    for (const name of vanishing) if (group.members.delete(name)) group.targetSize -= 1
    const foreign = instances.find((url) => !isMember(group, url))
    if (foreign && !skipInstancesOnValidationError) return failed(400, `${foreign} is not a member of ${group.name}`)
    for (const url of instances.filter((one) => isMember(group, one))) take(group, url.split('/').at(-1) ?? '')
    return operation(areaOf(group))
  }

  const instance = (zone: string, name: string): object | undefined => {
    const isThere = others.has(`${zone}/${name}`) || [...areas.values()].flat().some((one) => isAt(one, zone, name))
    return isThere ? { name, creationTimestamp: created.get(name) } : undefined
  }

  const post = (group: FakeGroup, { verb, query, body }: Asked): object => {
    switch (verb) {
      case 'listManagedInstances':
        return page('managedInstances', [...group.members].map(managedInstance(group)), query)
      case 'resize':
        return resize(group, Number(query.get('size')))
      case 'deleteInstances':
        return remove(group, body as DeleteRequest)
      default:
        return NO_METHOD
    }
  }

  const managers = (asked: Asked): object => {
    const { method, path, area, name, query } = asked
    const groups = areas.get(area) ?? []
    if (name === '') return page('items', groups.map(publicGroup), query)
    const group = groups.find((one) => one.name === name)
    if (!group) return notFound(path)
    return method === 'POST' ? post(group, asked) : NO_METHOD
  }

  const answer = (asked: Asked): object => {
    const { path, area, kind, name, verb } = asked
    if (kind === 'operations' && verb === 'wait')
      return operations.get(`${area}/${name}`) ?? failed(404, 'no such operation')
    if (kind === 'instances') return instance(area, name) ?? notFound(path)
    return kind === 'instanceGroupManagers' ? managers(asked) : NO_METHOD
  }

  const failureOf = (line: string): Failure | undefined => {
    const next = failures.find(({ failure, left }) => left > 0 && line.includes(failure.of))
    if (next) next.left -= 1
    return next?.failure
  }

  const server = createServer(async (request, response) => {
    const asked = await askedOf(request)
    sent.push(asked)
    if (api.isSilent) return
    const failure = failureOf(asked.line)
    const isKnown = request.headers.authorization === 'Bearer test'
    const answered = isKnown ? failing(failure, () => answer(asked)) : UNKNOWN
    if (failure?.retryAfter !== undefined) response.setHeader('retry-after', failure.retryAfter)
    response.writeHead(statusOf(answered), { 'content-type': 'application/json' }).end(JSON.stringify(answered))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))

  const api: ComputeServer = {
    rootUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    get requests() {
      return sent.map(({ line }) => line)
    },
    sent,
    isSilent: false,
    keeps,
    vanishing,
    created,
    isSlow: false,
    group: (name, members, { zone = 'zone-a', base = name } = {}) => {
      const group = fakeGroup(name, base, { [zone]: members })
      areas.set(zone, [...(areas.get(zone) ?? []), group])
      return group
    },
    regional: (name, members, redistribution = 'NONE') => {
      const group = { ...fakeGroup(name, name, members), redistribution }
      areas.set('regions/zone', [...(areas.get('regions/zone') ?? []), group])
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
