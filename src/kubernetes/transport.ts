/**
 * What every part of Warmseats that talks to the Kubernetes API needs of a connection, and nothing more: one call.
 * `connection.ts` keeps the promise over HTTP; the simulation and the tests may keep it in other ways.
 */

export type ApiRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** From the server's root, already escaped: `/api/v1/namespaces/hub/pods/jupyter-ada`. */
  readonly path: string
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; the content type is `application/json` unless `headers` name another. */
  readonly body?: object | undefined
  readonly signal?: AbortSignal | undefined
  /** For the whole exchange, body included; without one only the caller's signal ends it. */
  readonly timeoutMs?: number | undefined
}

/** Read exactly one of `body`, `text()`, `json()`, to its end or with a `break`: an unread body holds its connection. */
export type ApiResponse = {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: AsyncIterable<Uint8Array>
  text(): Promise<string>
  /** Rejects with a SyntaxError when the body is not JSON. */
  json(): Promise<unknown>
}

export type Transport = {
  /** Resolves for every HTTP status. Rejects, as do the reads of the body, with a ConnectionError only. */
  request(request: ApiRequest): Promise<ApiResponse>
}
