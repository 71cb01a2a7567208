/** Lists, with pages: a token names the version of the first page, and where the next begins. */
import type { Collection } from './collections.ts'

export interface Page {
  readonly limit: number | undefined
  readonly continueToken: string | undefined
}

/** @param version of all that is there now */
export function pageOf({ kind, size, at }: Collection, { limit, continueToken }: Page, version: number): string {
  const [first = version, from = 0] = continueToken?.split(':').map(Number) ?? []
  const to = Math.min(size(), from + (limit ?? Number.POSITIVE_INFINITY))
  const items: string[] = []
  for (let place = from; place < to; place++) {
    const text = at(place)
    if (text !== undefined) items.push(text)
  }
  const metadata = { resourceVersion: String(first), ...(to < size() ? { continue: `${first}:${to}` } : {}) }
  return `{"kind":"${kind}List","apiVersion":"v1","metadata":${JSON.stringify(metadata)},"items":[${items.join(',')}]}`
}

/** All that is there, one by one. */
export function* textsOf({ size, at }: Collection): Generator<string> {
  for (let place = 0; place < size(); place++) {
    const text = at(place)
    if (text !== undefined) yield text
  }
}
