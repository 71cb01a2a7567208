import { CONFIG_KEY, MEMORY_KEY } from '../domain/decide/memory-json.ts'
import { api } from '../kubernetes/api.ts'
import type { LeaderTransport } from '../kubernetes/leader-transport.ts'

export interface StateSink {
  /** @param resourceVersion of the ConfigMap as last seen: a former leader's late write is rejected */
  saveMemory(memory: string, resourceVersion: string): Promise<void>
  saveConfig(text: string): Promise<void>
}

/** Writes to the chart's state ConfigMap, which it never creates: without it there is no release. */
export function stateSink(transport: LeaderTransport, namespace: string, name: string): StateSink {
  const kubernetes = api(transport, { timeoutMs: 10_000 })
  const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`
  return {
    saveMemory: async (memory, resourceVersion) => {
      await kubernetes.mergePatch(path, { metadata: { resourceVersion }, data: { [MEMORY_KEY]: memory } })
    },
    saveConfig: async (text) => {
      await kubernetes.mergePatch(path, { data: { [CONFIG_KEY]: text } })
    },
  }
}
