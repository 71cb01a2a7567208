/** What the tests of this folder share: the parts of objects that they look at, and a builder. */
import type { Taint } from './nodes.ts'

/** A list as the API server answers it. */
export interface Listed<T> {
  readonly items: readonly T[]
}

/** The looked-at part of a Pod. */
export interface PodObject {
  readonly metadata: { readonly name: string }
  readonly spec: { readonly nodeName?: string }
  readonly status: { readonly phase: string }
}

/** The looked-at part of a Node. */
export interface NodeObject {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: { readonly taints?: readonly Taint[] }
  readonly status: {
    readonly allocatable: Readonly<Record<string, string>>
    readonly capacity: Readonly<Record<string, string>>
  }
}

/** Builds a Deployment as text for `kubectl apply`: its pods carry `app=<name>` and ask for a tenth of a core. */
export function deployment(
  name: string,
  replicas: number,
  pod: { readonly memory?: string; readonly [key: string]: unknown },
) {
  const { memory = '64Mi', ...spec } = pod
  const requests = { cpu: '100m', memory }
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [{ name: 'main', image: 'pause', resources: { requests } }],
          ...spec,
        },
      },
    },
  })
}
