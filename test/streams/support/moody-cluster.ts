/**
 * A small API server over one collection of pods, as the real one keeps it: a history with resourceVersions that can be
 * compacted, lists as snapshots in pages or as streams, watches from a version on. And with moods: it breaks connections,
 * refuses, babbles and forgets its history when told to.
 */
import type { Exchange, FakeApi } from '../../kubernetes/support/fake-api.ts'
import { bookmark, endMark, type Pod, pod } from './watched.ts'

type Change = { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: Pod }

export type Mood =
  | { readonly do: 'add' | 'remove' | 'replace' | 'swap'; readonly name: string }
  | { readonly do: 'change'; readonly name: string; readonly phase: string }
  | { readonly do: 'bookmark' | 'close' | 'break' | 'cut' | 'babble' | 'compact' }
  | { readonly do: 'refuse'; readonly status: number; readonly times: number }

export type MoodyCluster = {
  /** Pods that are ours, by uid, as a reflection should have them: uid → phase. */
  wanted(): Map<string, string>
  act(mood: Mood): void
  /** No moods any more. */
  calm(): void
}

/** How it answers who asks for a list as a stream. `ignored`: as if for a watch from now on, as no real one of today. */
export type Streams = 'served' | 'refused' | 'ignored'

export function moodyCluster(api: FakeApi, streams: Streams = 'served'): MoodyCluster {
  const pods = new Map<string, Pod>()
  let history: Change[] = []
  let version = 100
  let compacted = 100
  let made = 0
  let refusals: number[] = []
  const watches = new Set<Exchange>()
  /** Streams whose mark is still to come. */
  const unmarked = new Set<Exchange>()
  let isCalm = false
  const snapshots = new Map<string, readonly Pod[]>()

  const tell = (change: Change): void => {
    history.push(change)
    for (const watch of watches) watch.send(change)
  }
  const put = (type: 'ADDED' | 'MODIFIED', name: string, phase: string, uid: string): void => {
    const object = pod(name, String(++version), phase, uid)
    pods.set(name, object)
    tell({ type, object })
  }
  const add = (name: string): void => {
    if (!pods.has(name)) put('ADDED', name, 'Running', `uid-${++made}`)
  }
  const remove = (name: string): void => {
    const object = pods.get(name)
    if (!object) return
    pods.delete(name)
    tell({ type: 'DELETED', object: pod(name, String(++version), object.phase, object.metadata.uid) })
  }
  const drop = (end: (watch: Exchange) => void): void => {
    for (const watch of watches) end(watch)
    watches.clear()
    unmarked.clear()
  }

  const list = (exchange: Exchange): void => {
    const token = exchange.query.continue
    const all = token === undefined ? [...pods.values()] : snapshots.get(token)
    const limit = Number(exchange.query.limit)
    const resourceVersion = token?.split('/')[0] ?? String(version)
    if (all === undefined) exchange.refuse(410, { reason: 'Expired' })
    else if (all.length <= limit) exchange.page(all, { resourceVersion })
    else {
      const next = `${resourceVersion}/${all.length - limit}`
      snapshots.set(next, all.slice(limit))
      exchange.page(all.slice(0, limit), { resourceVersion, continue: next })
    }
  }
  const keep = (exchange: Exchange, all: Set<Exchange>): void => {
    all.add(exchange)
    void exchange.closed.then(() => all.delete(exchange))
  }
  const mark = (): void => {
    for (const one of unmarked) one.send(streams === 'served' ? endMark(String(version)) : bookmark(String(version)))
    unmarked.clear()
  }
  /** What is there, in no order; the mark after it comes at once, or after changes. */
  const stream = (exchange: Exchange): void => {
    if (streams === 'refused') {
      exchange.refuse(422, { reason: 'Invalid' })
      return
    }
    const all = [...pods.values()].reverse()
    exchange.stream().send(...all.map((object) => ({ type: 'ADDED', object })))
    keep(exchange, watches)
    keep(exchange, unmarked)
    if (isCalm || version % 2 === 0) mark()
  }
  const follow = (exchange: Exchange): void => {
    const since = Number(exchange.query.resourceVersion)
    // The real one says it in either way.
    if (since < compacted && since % 2 === 0) exchange.refuse(410, { reason: 'Expired' })
    else if (since < compacted) {
      exchange.stream().send(expired)
      exchange.end()
    } else {
      exchange.stream().send(...history.filter(({ object }) => Number(object.metadata.resourceVersion) > since))
      keep(exchange, watches)
    }
  }

  api.serve((exchange) => {
    const status = refusals.shift()
    if (status === 0) exchange.reset()
    else if (status === 200) exchange.answer(200, '<html>log in')
    else if (status !== undefined) exchange.refuse(status, {}, status === 429 ? { 'retry-after': '1' } : {})
    else if (exchange.query.sendInitialEvents) stream(exchange)
    else if (exchange.query.watch) follow(exchange)
    else list(exchange)
  })

  return {
    wanted: () =>
      new Map(
        [...pods.values()].filter((each) => each.phase !== 'Succeeded').map((each) => [each.metadata.uid, each.phase]),
      ),
    calm() {
      refusals = []
      isCalm = true
      mark()
    },
    act(mood) {
      const object = 'name' in mood ? pods.get(mood.name) : undefined
      switch (mood.do) {
        case 'add':
          add(mood.name)
          break
        case 'remove':
          remove(mood.name)
          break
        case 'replace':
          remove(mood.name)
          add(mood.name)
          break
        case 'swap': // the older one's DELETED comes after its namesake, as no real server would have it
          pods.delete(mood.name)
          add(mood.name)
          if (object)
            tell({
              type: 'DELETED',
              object: { ...object, metadata: { ...object.metadata, resourceVersion: String(++version) } },
            })
          break
        case 'change':
          if (object) put('MODIFIED', mood.name, mood.phase, object.metadata.uid)
          break
        case 'bookmark':
          mark()
          for (const watch of watches) watch.send(bookmark(String(version)))
          break
        case 'close':
          drop((watch) => watch.end())
          break
        case 'break':
          drop((watch) => watch.reset())
          break
        case 'cut':
          drop((watch) => watch.raw(cut).end())
          break
        case 'babble':
          drop((watch) => watch.raw(`${cut}\n`).end())
          break
        case 'compact':
          compacted = version
          history = []
          snapshots.clear()
          drop((watch) => watch.send(expired).end())
          break
        case 'refuse':
          refusals.push(...Array<number>(mood.times).fill(mood.status))
      }
    },
  }
}

const expired = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } }
const cut = '{"type":"ADDED","object":{"metadata":{"na'
