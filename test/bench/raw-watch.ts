/**
 * The barest watch that works: one request, lines as they come, no list, no retry, no state. The floor and the observer
 * use it; that it cannot survive a disconnect is why it is fast to write and not what the product does.
 */
import { Agent, get } from 'node:https'

/** One user's way to one API server. */
export interface Access {
  readonly server: string
  /** PEM. */
  readonly ca: string
  readonly token: string
}

export interface RawEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: T
}

/**
 * Tells what is there as ADDED, then every change; `atMs` is when its bytes arrived, on the clock of `performance.now()`.
 * @param onEnd the watch is over, for whatever reason but our own `stop`
 * @returns stop
 */
export function rawWatch<T>(
  { server, ca, token }: Access,
  path: string,
  onEvent: (event: RawEvent<T>, atMs: number) => void,
  onEnd: (error: Error) => void,
): () => void {
  const agent = new Agent({ ca })
  const end = (why: string) => {
    if (!stopped) onEnd(new Error(`the raw watch of ${path} ended: ${why}`))
  }
  let stopped = false
  let rest = ''
  const url = new URL(`${path}${path.includes('?') ? '&' : '?'}watch=1`, server)
  const request = get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
    if (response.statusCode !== 200) return end(`status ${response.statusCode}`)
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      const atMs = performance.now()
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onEvent(JSON.parse(line) as RawEvent<T>, atMs)
    })
    response.on('close', () => end('closed'))
  })
  request.on('error', (error) => end(error.message))
  return () => {
    stopped = true
    request.destroy()
    agent.destroy()
  }
}
