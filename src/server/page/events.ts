import type { ServerResponse } from 'node:http'

export interface StatusEventsOptions {
  /** So many readers at most. */
  readonly limit?: number
  /** So many of one address at most: all of an Ingress or of `kubectl port-forward` have one. */
  readonly limitOfOne?: number
  /** News are told so often at most, and less often where many read. */
  readonly everyMs?: number
  /** So much longer for each reader: each asks for what is new. */
  readonly everyMsAReader?: number
  /** A sign of life so often. */
  readonly beatMs?: number
}

/** Who reads the page hears that there is something new, by server-sent events: small ones, the page itself is fetched. */
export interface StatusEvents {
  /** Something is new. Costs nothing while nobody reads. */
  changed(): void
  /** Whether there may be another reader of this address. */
  hasRoomFor(address: string): boolean
  /** Takes over a response whose head is written. */
  open(response: ServerResponse, address: string): void
  /** Ends all streams: a server that closes waits for them. */
  close(): void
}

export function statusEvents({
  limit = 100,
  limitOfOne = 50,
  everyMs = 1000,
  everyMsAReader = 60,
  beatMs = 15_000,
}: StatusEventsOptions = {}): StatusEvents {
  const readers = new Map<ServerResponse, string>()
  let beating: NodeJS.Timeout | undefined
  let resting: NodeJS.Timeout | undefined
  let isNew = false

  const tell = (event: 'news' | 'beat') => {
    // Who is slow misses a message, and not the news: the next one says the same.
    for (const reader of readers.keys()) if (!reader.writableNeedDrain) reader.write(message(event))
  }
  const news = () => {
    isNew = false
    tell('news')
    resting = setTimeout(rested, Math.max(everyMs, everyMsAReader * readers.size)).unref()
  }
  const rested = () => {
    resting = undefined
    if (isNew) news()
  }
  const leave = (reader: ServerResponse) => {
    if (!readers.delete(reader) || readers.size > 0) return
    clearInterval(beating)
    clearTimeout(resting)
    resting = undefined
    isNew = false
  }

  return {
    hasRoomFor(address) {
      const own = [...readers.values()].filter((one) => one === address)
      return readers.size < limit && own.length < limitOfOne
    },
    changed() {
      if (readers.size === 0) return
      isNew = true
      if (!resting) news()
    },
    open(response, address) {
      if (readers.size === 0) beating = setInterval(() => tell('beat'), beatMs).unref()
      readers.set(response, address)
      response.on('close', () => leave(response))
      response.on('error', () => leave(response))
      // The first bytes: proxies pass nothing on before.
      response.write(message('beat'))
    },
    close() {
      for (const reader of readers.keys()) reader.end()
    },
  }
}

/** A message without data is none. */
const message = (event: 'news' | 'beat') => `event: ${event}\ndata: 1\n\n`
