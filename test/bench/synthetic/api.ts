/** The synthetic API server: what it answers, and what it counts. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Request, requestOf, verbOf, writeOf } from './asked.ts'
import { type Collection, nodesOf, type Pods, podsOf } from './collections.ts'
import { pageOf, textsOf } from './lists.ts'
import { type Objects, objects, type Written } from './objects.ts'
import { COMES_AFTER_MS, type Deployment, placeholders } from './placeholders.ts'
import { homesOf, NAMESPACE, type Shape } from './shape.ts'
import { isOf, type Watches, watches } from './watches.ts'

/** A write, as it was answered. */
export interface WriteSeen {
  readonly path: string
  /** When all of the request was there (`performance.now()`). */
  readonly atMs: number
  readonly written: Written
}

export interface SyntheticApi {
  answer(incoming: IncomingMessage, response: ServerResponse): Promise<void>
  readonly pods: Pods
  readonly objects: Objects
  readonly watches: Watches
  readonly version: () => number
  /** Requests since `reset`, by verb and resource, and the bytes of all lists. */
  readonly counts: () => { readonly requests: Readonly<Record<string, number>>; readonly listed: number }
  reset(): void
}

const NODES = '/api/v1/nodes'
const PODS = '/api/v1/pods'
const DEPLOYMENTS = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/`

/** @param onWrite told of each write before it is answered */
export function syntheticApi(shape: Shape, onWrite: (write: WriteSeen) => void): SyntheticApi {
  const nowMs = Date.now()
  let last = 1
  const version = () => ++last
  const nodes = nodesOf(shape, nowMs)
  const pods = podsOf(shape, nowMs, Math.random)
  const kept = objects(version, Date.now)
  const watching = watches(() => last)
  const bulk: Readonly<Record<string, Collection>> = { [NODES]: nodes, [PODS]: pods }
  let requests: Record<string, number> = {}
  let listed = 0

  const fill = placeholders({
    homes: homesOf(shape),
    version,
    now: Date.now,
    tell: (type, name, text, at) => {
      if (type === 'ADDED') pods.put(name, text)
      else pods.drop(name)
      watching.tell({ type, collection: PODS, version: at, name, text })
    },
  })

  const list = ({ path, query }: Request): string => {
    const limit = query.get('limit') === null ? undefined : Number(query.get('limit'))
    const collection = bulk[path]
    if (collection) {
      const text = pageOf(collection, { limit, continueToken: query.get('continue') ?? undefined }, last)
      listed += text.length
      return text
    }
    const asked = { collection: path, ...selectedBy(query) }
    const items = kept.list(path).filter(({ metadata }) => isOf(asked, metadata.name, metadata.labels))
    return JSON.stringify({ kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: String(last) }, items })
  }
  const watch = ({ path, query }: Request, response: ServerResponse) => {
    const collection = bulk[path]
    const since = query.get('resourceVersion') || undefined
    const endsInitial = query.get('sendInitialEvents') === 'true'
    if (query.get('sendInitialEvents') !== null && !shape.streamingLists) return refuse(response, 422, 'Invalid')
    const asked = { collection: path, ...selectedBy(query) }
    const objectsHere = () =>
      kept
        .list(path)
        .filter(({ metadata }) => isOf(asked, metadata.name, metadata.labels))
        .map((object) => JSON.stringify(object))
    response.writeHead(200, JSON_TYPE).flushHeaders()
    const order = {
      ...asked,
      kind: collection?.kind ?? 'Object',
      since: endsInitial || since === undefined || since === '0' ? undefined : Number(since),
      endsInitial,
      timeoutSeconds: Number(query.get('timeoutSeconds') ?? 1800),
    }
    void watching.open(order, response, collection ? textsOf(collection) : objectsHere())
  }
  const write = (request: Request, response: ServerResponse) => {
    if (request.path.includes('/events')) return answerWith(response, 201, request.body)
    const written = kept.write(writeOf(request))
    onWrite({ path: request.path, atMs: request.atMs, written })
    if ('status' in written) return refuse(response, written.status, written.reason)
    const { type, path, object } = written
    const text = JSON.stringify(object)
    answerWith(response, type === 'ADDED' ? 201 : 200, text)
    const { name, labels, resourceVersion } = object.metadata
    const collection = path.slice(0, path.lastIndexOf('/'))
    watching.tell({ type, collection, version: Number(resourceVersion), name, labels, text })
    if (path.startsWith(DEPLOYMENTS)) setTimeout(fill, COMES_AFTER_MS, object as unknown as Deployment)
  }
  return {
    answer: async (incoming, response) => {
      const request = await requestOf(incoming)
      const verb = verbOf(request)
      requests[verb] = (requests[verb] ?? 0) + 1
      if (verb.startsWith('WATCH')) watch(request, response)
      else if (verb.startsWith('LIST')) answerWith(response, 200, list(request))
      else if (verb.startsWith('GET')) answerOne(response, kept.get(request.path))
      else write(request, response)
    },
    pods,
    objects: kept,
    watches: watching,
    version,
    counts: () => ({ requests, listed }),
    reset: () => {
      requests = {}
      listed = 0
    },
  }
}

const JSON_TYPE = { 'content-type': 'application/json' } as const

const selectedBy = (query: URLSearchParams) => ({
  name: /^metadata\.name=([^,]+)$/.exec(query.get('fieldSelector') ?? '')?.[1],
  labels: query.get('labelSelector') ?? undefined,
})

const answerWith = (response: ServerResponse, status: number, text: string): void =>
  void response.writeHead(status, JSON_TYPE).end(text)

const answerOne = (response: ServerResponse, object: object | undefined): void =>
  object ? answerWith(response, 200, JSON.stringify(object)) : refuse(response, 404, 'NotFound')

function refuse(response: ServerResponse, code: number, reason: string): void {
  const message = `the synthetic API server answers ${code} ${reason}`
  answerWith(
    response,
    code,
    JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message }),
  )
}
