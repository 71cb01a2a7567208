import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { intentHash } from '../../src/domain/scheduling/intent-hash.ts'
import { tellMissing } from '../../src/sinks/services/tell-missing.ts'
import { eventServer, short } from './events/event-server.ts'

describe('on a pod whose services are missing', () => {
  for (const [name, because] of [
    ['why', 'service spark: gone'],
    ['why, cut off', 'n'.repeat(2000)],
  ] as const)
    it(name, async () => {
      await using server = await eventServer()
      const pod = { name: 'jupyter-ada', namespace: 'hub', uid: 'p' }
      await tellMissing(server.options)({ ...pod, kind: 'Pod' }, because)
      const note = because.slice(0, 1024)
      assert.deepEqual(short(server), [
        {
          namespace: 'hub',
          name: `jupyter-ada.${intentHash(['p', note])}`,
          told: `Deploy ServiceMissing Warning: ${note}`,
          regarding: { apiVersion: 'v1', kind: 'Pod', ...pod },
        },
      ])
    })
})
