import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { NodeWriteReason } from '../../../src/domain/utilization/node-action.ts'
import type { Steering } from '../../../src/domain/utilization/steer.ts'
import { nodeEventSink } from '../../../src/sinks/events/node-events.ts'
import { nodeRemoval, nodeWrite } from '../../support/action.ts'
import { stepAt } from '../../support/snapshot.ts'
import { planAt } from '../../support/utilization.ts'
import { eventServer, NOW, short } from './event-server.ts'

const AT = NOW.toString(16)

describe('on a node', () => {
  const regarding = (name: string) => ({ apiVersion: 'v1', kind: 'Node', name, uid: name })
  const event = (name: string, reason: string) => ({
    namespace: 'default',
    name: `${name}.${AT}.${reason}`,
    regarding: regarding(name),
  })
  const write = (reason: NodeWriteReason) => nodeWrite({ reason, uid: 'u', because: reason })

  it('what was done to it, and why not', async () => {
    await using server = await eventServer()
    const { outcome } = nodeEventSink(server.options)
    for (const reason of ['cordon', 'uncordon', 'unmark'] as const) await outcome(write(reason), 'done', '')
    await outcome(nodeRemoval({ because: 'cordon' }), 'done', '')
    await outcome(write('cordon'), 'conflict', 'somebody wrote')
    for (const because of ['403', '403']) await outcome(write('cordon'), 'failed', because)
    assert.deepEqual(short(server), [
      { ...event('n1', 'cordoned'), told: 'Utilization Cordoned Normal: cordon' },
      { ...event('n1', 'takenback'), told: 'Utilization TakenBack Normal: uncordon' },
      { ...event('n1', 'unmarked'), told: 'Utilization Unmarked Normal: unmark' },
      { ...event('n1', 'removed'), told: 'Utilization Removed Normal: cordon' },
      { ...event('n1', 'notwritten'), told: 'Utilization NotWritten Warning: 403' },
    ])
  })
  it('what would be done, once for as long as it is so', async () => {
    await using server = await eventServer()
    const { recommended } = nodeEventSink(server.options)
    const steps = (...nodes: string[]) =>
      nodes.map((node) => ({ node, uid: node, scope: 'user', because: `${node} is empty` }))
    const { steering: off } = stepAt('09:00')
    const steering = (cordon: string[], isActing = false): Steering => ({
      ...off,
      isActing,
      plan: { ...planAt('09:00', {}), cordon: steps(...cordon), shutdown: steps('n9') },
    })
    for (const one of [steering(['n1']), steering(['n1', 'n2']), steering(['n1'], true), steering(['n2'])])
      await recommended(one)
    assert.deepEqual(
      short(server).map(({ name, told }) => [name, told]),
      [
        [`n1.${AT}.wouldcordon`, 'Utilization WouldCordon Normal: n1 is empty'],
        [`n9.${AT}.wouldremove`, 'Utilization WouldRemove Normal: n9 is empty'],
        [`n2.${AT}.wouldcordon`, 'Utilization WouldCordon Normal: n2 is empty'],
        [`n2.${AT}.wouldcordon`, 'Utilization WouldCordon Normal: n2 is empty'],
        [`n9.${AT}.wouldremove`, 'Utilization WouldRemove Normal: n9 is empty'],
      ],
    )
  })
})
