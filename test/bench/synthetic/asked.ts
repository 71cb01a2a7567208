/** A request as the API reads it. */
import type { IncomingMessage } from 'node:http'
import type { Write } from './objects.ts'

export interface Request {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly isApply: boolean
  readonly body: string
  /** When all of it was there, on the clock of `performance.now()`. */
  readonly atMs: number
}

export async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const atMs = performance.now()
  const { pathname: path, searchParams: query } = new URL(incoming.url ?? '/', 'https://synthetic')
  const isApply = (incoming.headers['content-type'] ?? '').includes('apply-patch')
  return { method: incoming.method ?? 'GET', path, query, isApply, body: Buffer.concat(chunks).toString(), atMs }
}

export const writeOf = ({ method, path, query, isApply, body }: Request): Write => ({
  method: method as Write['method'],
  path,
  isApply,
  manager: query.get('fieldManager') ?? 'unnamed',
  body: body === '' ? {} : (JSON.parse(body) as Write['body']),
})

/** As the audit log of a real one says it: `PATCH leases`. */
export function verbOf({ method, path, query }: Request): string {
  const parts = path.split('/').slice(path.startsWith('/apis/') ? 4 : 3)
  const [resource = '', name] = parts[0] === 'namespaces' && parts.length > 2 ? parts.slice(2) : parts
  if (method !== 'GET') return `${method} ${resource}`
  if (query.get('watch') !== null) return `WATCH ${resource}`
  return `${name === undefined ? 'LIST' : 'GET'} ${resource}`
}
