/** Placeholder pods, as the Deployment controller and the scheduler would make them: 10 ms after the count was written. */
import { podFilledBy, type Template } from './placeholder-pod.ts'
import type { Home } from './shape.ts'

export const COMES_AFTER_MS = 10

export interface PlaceholdersDeps {
  readonly homes: readonly Home[]
  readonly version: () => number
  readonly now: () => number
  readonly tell: (type: 'ADDED' | 'DELETED', name: string, text: string, version: number) => void
}

export interface Deployment {
  readonly metadata: { readonly name: string }
  readonly spec: { readonly replicas?: number; readonly template?: Template }
}

/** @returns brings the pods of a Deployment to its count: the last that came goes first; one without a home has no node. */
export function placeholders({ homes, version, now, tell }: PlaceholdersDeps): (deployment: Deployment) => void {
  const pods = new Map<string, { readonly name: string; readonly text: (version: number) => string }[]>()
  let made = 0
  return ({ metadata, spec: { replicas = 0, template } }) => {
    if (!template) return
    const pool = metadata.name.replace(/-placeholder$/, '')
    const here = homes.filter((home) => home.pool === pool)
    const own = pods.get(metadata.name) ?? []
    pods.set(metadata.name, own)
    while (own.length > replicas) {
      const gone = own.pop()
      const at = version()
      if (gone) tell('DELETED', gone.name, gone.text(at), at)
    }
    while (own.length < replicas) {
      const name = `${metadata.name}-${++made}`
      const text = podFilledBy(template, { name, index: made, node: here[own.length]?.name, madeMs: now() })
      const at = version()
      own.push({ name, text })
      tell('ADDED', name, text(at), at)
    }
  }
}
