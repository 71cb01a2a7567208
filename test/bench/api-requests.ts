/**
 * Requests by what the API server itself counts (`apiserver_request_total`). It counts a WATCH when it ends, and has no
 * label for who asked: what one client does is the difference between a time with it and a time without it.
 */

/** Requests by `VERB resource`, e.g. `PATCH leases`. */
export type Requests = ReadonlyMap<string, number>

const LINE = /^apiserver_request_total\{(.*)\} (\S+)$/
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g

/** Reads the counters out of the metrics' text; series that differ in other labels are summed. */
export function readRequests(metrics: string): Requests {
  const requests = new Map<string, number>()
  for (const line of metrics.split('\n')) {
    const [, labels, value] = LINE.exec(line) ?? []
    if (labels === undefined) continue
    const { verb, resource, subresource } = Object.fromEntries(
      [...labels.matchAll(LABEL)].map(([, name, text]) => [name, text]),
    )
    const key = `${verb} ${resource || '(none)'}${subresource ? `/${subresource}` : ''}`
    requests.set(key, (requests.get(key) ?? 0) + Number(value))
  }
  return requests
}

/** later − earlier, in requests a minute; what did not happen has no entry. */
export function perMinute(earlier: Requests, later: Requests, elapsedMs: number): Requests {
  const grown = [...later].map(([key, value]) => [key, value - (earlier.get(key) ?? 0)] as const)
  return new Map(grown.filter(([, value]) => value !== 0).map(([key, value]) => [key, (value * 60_000) / elapsedMs]))
}

/** Requests of all resources, by verb. */
export function byVerb(requests: Requests): Requests {
  const sums = new Map<string, number>()
  for (const [key, value] of requests) {
    const [verb = key] = key.split(' ')
    sums.set(verb, (sums.get(verb) ?? 0) + value)
  }
  return sums
}
