/** Plain requests to an API server: JSON in, JSON out, one kept-alive connection pool. */
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'

/** The media type of a server-side apply; the API server reads JSON under it as well. */
export const applyPatch = 'application/apply-patch+yaml'

/** The API server's refusal: its HTTP status and its own words. */
export class ApiError extends Error {
  readonly status: number
  constructor(call: string, status: number, message: string) {
    super(`${call}: ${status} ${message}`)
    this.name = 'ApiError'
    this.status = status
  }
}

/** A client of one API server with one token. */
export interface Api {
  /** Returns the answer's text; rejects with an {@link ApiError} for a status of 400 and more. */
  text(method: string, path: string, body?: unknown, contentType?: string): Promise<string>
  /** The same, parsed; `undefined` for an empty answer. */
  json(method: string, path: string, body?: unknown, contentType?: string): Promise<unknown>
  /** Drops all connections: those to a killed server would fail the next requests. */
  close(): void
}

/** Makes a client; `ca` is the PEM bundle that the server's certificate is checked against. */
export function api(server: string, ca: Buffer, token: string): Api {
  const agent = new Agent({ keepAlive: true, ca })

  async function text(method: string, path: string, body?: unknown, contentType?: string): Promise<string> {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, accept: 'application/json, */*' }
    if (payload !== undefined) {
      headers['content-type'] = contentType ?? defaultType(method)
      // Node leaves the body of a DELETE unframed without it, and the next request on the connection fails.
      headers['content-length'] = String(Buffer.byteLength(payload))
    }
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(new URL(path, server), { method, agent, headers }, resolve).on('error', reject).end(payload)
    })
    response.setEncoding('utf8')
    let answer = ''
    for await (const chunk of response) answer += chunk
    const status = response.statusCode ?? 0
    if (status >= 400) throw new ApiError(`${method} ${path}`, status, messageOf(answer))
    return answer
  }

  return {
    text,
    async json(method, path, body, contentType) {
      const answer = await text(method, path, body, contentType)
      return answer === '' ? undefined : JSON.parse(answer)
    },
    close: () => agent.destroy(),
  }
}

function defaultType(method: string): string {
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
}

function messageOf(answer: string): string {
  try {
    return (JSON.parse(answer) as { message?: string }).message ?? answer
  } catch {
    return answer
  }
}
