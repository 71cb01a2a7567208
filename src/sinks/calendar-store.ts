import { api } from '../kubernetes/api.ts'
import { apiPath } from '../kubernetes/api-path.ts'
import type { LeaderTransport } from '../kubernetes/leader-transport.ts'

/**
 * Writes to the chart's Secret for the last good readings of calendars, which it never creates.
 * @param resourceVersion of the Secret as last seen: a former leader's late write is rejected
 */
export const saveReadings =
  (transport: LeaderTransport, namespace: string, name: string, resourceVersion: () => string) =>
  async (data: Readonly<Record<string, string>>): Promise<void> => {
    const path = apiPath`/api/v1/namespaces/${namespace}/secrets/${name}`
    const metadata = { resourceVersion: resourceVersion() }
    await api(transport, { timeoutMs: 10_000 }).mergePatch(path, { metadata, data })
  }
