/** A watch that tells everything: each state of each object, in order, so that nothing that lasts a moment is missed. */
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../src/kubernetes/connection.ts'
import type { Cluster } from './cluster.ts'

/** What is told of one object. */
export interface WatchEvent<T> {
  readonly type: string
  readonly object: T
}

interface Versioned {
  readonly metadata: { readonly resourceVersion?: string }
}

export interface Following {
  /** How the watch broke, each time. */
  readonly breaks: readonly string[]
  stop(): Promise<void>
}

/**
 * Follows what is at `path` until it is stopped, with the admin's rights.
 * @param first gets what is there now, before this resolves
 * @param take is told of each change after that
 */
export async function follow<T extends Versioned>(
  cluster: Pick<Cluster, 'kubeconfig'>,
  path: string,
  first: (items: readonly T[]) => void,
  take: (event: WatchEvent<T>) => void,
  query: Readonly<Record<string, string>> = {},
): Promise<Following> {
  const connection = await connect({ kubeconfig: cluster.kubeconfig })
  const aborted = new AbortController()
  const list = (await (await connection.request({ method: 'GET', path, query })).json()) as {
    readonly metadata: { readonly resourceVersion: string }
    readonly items: readonly T[]
  }
  const breaks: string[] = []
  first(list.items)
  let resourceVersion = list.metadata.resourceVersion
  const hear = (line: string) => {
    const event = JSON.parse(line) as WatchEvent<T>
    resourceVersion = event.object.metadata.resourceVersion ?? resourceVersion
    take(event)
  }
  const once = async () => {
    const { body } = await connection.request({
      method: 'GET',
      path,
      query: { ...query, watch: true, resourceVersion },
      signal: aborted.signal,
    })
    let rest = ''
    for await (const chunk of body) {
      const lines = (rest + Buffer.from(chunk).toString()).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(hear)
    }
  }
  const ended = (async () => {
    while (!aborted.signal.aborted) {
      await once().catch((error: unknown) => {
        if (!aborted.signal.aborted) breaks.push(`the watch broke: ${String(error)}`)
      })
      // A watch may end by itself; it goes on where it was.
      if (!aborted.signal.aborted) await sleep(10)
    }
  })()
  return {
    breaks,
    stop: async () => {
      aborted.abort()
      await ended
      await connection.close()
    },
  }
}
