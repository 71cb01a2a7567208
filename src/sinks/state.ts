import { type Controller, controllersAmong, type RawController } from '../domain/cluster/controller.ts'
import { CONFIG_KEY, MEMORY_KEY } from '../domain/decide/memory-json.ts'
import { api } from '../kubernetes/api.ts'
import { apiPath } from '../kubernetes/api-path.ts'
import { ApiError } from '../kubernetes/errors.ts'
import type { LeaderTransport } from '../kubernetes/leader-transport.ts'

export interface StateSink {
  /**
   * Makes the ConfigMap anew where the release is meant to be there. One that is there again is as good.
   * @throws NoController where no Deployment of the release is there
   */
  make(): Promise<void>
  /** @param resourceVersion of the ConfigMap as last seen: a former leader's late write is rejected */
  saveMemory(memory: string, resourceVersion: string): Promise<void>
  saveConfig(text: string): Promise<void>
}

/** Nothing shows that the release is meant to be there: it is uninstalled, or runs in another way. */
export class NoController extends Error {
  override readonly name = 'NoController'
}

/** Writes to the chart's state ConfigMap, and makes it anew when somebody deleted it. */
export function stateSink(transport: LeaderTransport, namespace: string, name: string): StateSink {
  const kubernetes = api(transport, { timeoutMs: 10_000 })
  const path = apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`
  return {
    make: async () => {
      const among = apiPath`/apis/apps/v1/namespaces/${namespace}/deployments`
      const { items } = await kubernetes.get<{ readonly items: readonly RawController[] }>(among)
      const controller = controllersAmong(items).find(
        (one) => one.state === name && !one.raw.metadata.deletionTimestamp,
      )
      if (!controller) throw new NoController(`no Deployment in ${namespace} runs \`warmseats run --state=${name}\``)
      await kubernetes.create(apiPath`/api/v1/namespaces/${namespace}/configmaps`, stateOf(controller)).catch(isThere)
    },
    saveMemory: async (memory, resourceVersion) => {
      await kubernetes.mergePatch(path, { metadata: { resourceVersion }, data: { [MEMORY_KEY]: memory } })
    },
    saveConfig: async (text) => {
      await kubernetes.mergePatch(path, { data: { [CONFIG_KEY]: text } })
    },
  }
}

/** As the chart makes it: with helm's marks, so that `helm upgrade` takes it on and `helm uninstall` removes it. */
function stateOf({ raw: { metadata }, state }: Controller): object {
  const marks = Object.entries(metadata.annotations ?? {}).filter(([key]) => key.startsWith('meta.helm.sh/'))
  const annotations = { ...Object.fromEntries(marks), 'kubernetes.io/description': DESCRIPTION }
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: state, labels: metadata.labels ?? {}, annotations },
  }
}

/** The same words as in the chart. */
const DESCRIPTION =
  'Owns all placeholder Deployments of this release: deleting it removes them. Remembers what Warmseats learned.'

function isThere(error: unknown): void {
  if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error
}
