/** Who watches what: each event to all whom it regards, replayed to those who come back with an older version. */
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  /** The path of the collection that is watched. */
  readonly collection: string
  readonly version: number
  readonly name: string
  readonly labels?: Readonly<Record<string, string>> | undefined
  /** The object as JSON. */
  readonly text: string
}

export interface Asked {
  readonly collection: string
  /** `metadata.name=x`; other fields tell living pods from finished ones, and all of ours live. */
  readonly name: string | undefined
  /** `a=b,c`. */
  readonly labels: string | undefined
}

export interface WatchAsked extends Asked {
  readonly kind: string
  /** What the watcher has seen; undefined: nothing, so it is told what is there first. */
  readonly since: number | undefined
  /** It wants to hear when that is over. */
  readonly endsInitial: boolean
  readonly timeoutSeconds: number
}

export interface Watches {
  tell(change: Change): void
  /** @param initial what is there, as JSON */
  open(asked: WatchAsked, response: ServerResponse, initial: Iterable<string>): Promise<void>
  /** The most bytes that wait for one who does not read them. */
  backlog(): number
  close(): void
}

/** Of so many events it is known who missed them; who comes with an older version is told 410. */
const MOST_KEPT = 4000
const BOOKMARK_MS = 60_000
/** So much waits for one who reads slowly, before more of what is there is written. */
const INITIAL_CHUNK = 256 * 1024

interface Watcher extends Asked {
  readonly kind: string
  readonly response: ServerResponse
  /** While it is told what is there, changes wait here. */
  pending: string[] | undefined
}

export const isOf = (asked: Asked, name: string, labels: Readonly<Record<string, string>> = {}): boolean =>
  (asked.name === undefined || asked.name === name) &&
  (asked.labels ?? '')
    .split(',')
    .filter((term) => term !== '')
    .every((term) => {
      const [key = '', value] = term.split('=')
      return value === undefined ? key in labels : labels[key] === value
    })

/** Resolves once what was written is read, or nobody reads it any more. */
async function readOn(response: ServerResponse): Promise<void> {
  const ending = new AbortController()
  const { signal } = ending
  const heard = ['drain', 'close'].map((event) => once(response, event, { signal }))
  await Promise.race(heard)
  ending.abort()
  await Promise.allSettled(heard)
}

const lineOf = ({ type, text }: Pick<Change, 'type' | 'text'>): string => `{"type":"${type}","object":${text}}\n`

/** @param version of all that is there now */
export function watches(version: () => number): Watches {
  const open = new Set<Watcher>()
  const kept: Change[] = []
  let oldest = 0

  const bookmark = ({ kind }: Watcher, annotations?: object) =>
    `${JSON.stringify({ type: 'BOOKMARK', object: { kind, metadata: { resourceVersion: String(version()), annotations } } })}\n`
  const bookmarks = setInterval(() => {
    for (const one of open) if (!one.pending) one.response.write(bookmark(one))
  }, BOOKMARK_MS).unref()

  async function tellWhatIsThere(one: Watcher, endsInitial: boolean, initial: Iterable<string>): Promise<void> {
    let chunk = ''
    const flush = async () => {
      const isFull = !one.response.write(chunk)
      chunk = ''
      // Others are served in between, as a server with more than one core would.
      if (isFull) await readOn(one.response)
    }
    for (const text of initial) {
      if (one.response.writableEnded || one.response.destroyed) return
      chunk += lineOf({ type: 'ADDED', text })
      if (chunk.length >= INITIAL_CHUNK) await flush()
    }
    if (one.response.writableEnded || one.response.destroyed) return
    const late = one.pending ?? []
    one.pending = undefined
    one.response.write(chunk + late.join(''))
    if (endsInitial) one.response.write(bookmark(one, { 'k8s.io/initial-events-end': 'true' }))
  }

  return {
    tell: (change) => {
      kept.push(change)
      if (kept.length > MOST_KEPT * 2) oldest = kept.splice(0, MOST_KEPT).at(-1)?.version ?? oldest
      let line: string | undefined
      for (const one of open) {
        if (one.collection !== change.collection || !isOf(one, change.name, change.labels)) continue
        line ??= lineOf(change)
        if (one.pending) one.pending.push(line)
        else one.response.write(line)
      }
    },
    open: async ({ since, endsInitial, timeoutSeconds, ...asked }, response, initial) => {
      const one: Watcher = { ...asked, response, pending: since === undefined ? [] : undefined }
      if (since !== undefined && since < oldest) {
        const object = { kind: 'Status', status: 'Failure', reason: 'Expired', code: 410, message: 'too old' }
        response.end(`${JSON.stringify({ type: 'ERROR', object })}\n`)
        return
      }
      open.add(one)
      const timer = setTimeout(() => {
        open.delete(one)
        // Who has not been told everything yet must not believe so.
        response.end(one.pending ? '' : bookmark(one))
      }, timeoutSeconds * 1000)
      response.on('close', () => {
        clearTimeout(timer)
        open.delete(one)
      })
      if (since === undefined) return tellWhatIsThere(one, endsInitial, initial)
      const missed = kept.filter(
        ({ collection, version: at, name, labels }) =>
          at > since && collection === one.collection && isOf(one, name, labels),
      )
      if (missed.length > 0) response.write(missed.map(lineOf).join(''))
    },
    backlog: () => Math.max(0, ...[...open].map(({ response }) => response.writableLength)),
    close: () => {
      clearInterval(bookmarks)
      for (const { response } of open) response.destroy()
    },
  }
}
