import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventWriter, type ToldEvent } from '../../../src/sinks/events/write-event.ts'
import type { Exchange } from '../../kubernetes/support/fake-api.ts'
import { EVERYTHING, steeringIn } from '../../terminal/hostile.ts'
import { eventServer } from './event-server.ts'

const EVENT: ToldEvent = {
  name: 'user-placeholder.1',
  namespace: 'hub',
  action: 'Apply',
  reason: 'Scaled',
  type: 'Normal',
  note: '2 to 3: because',
  regarding: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'user-placeholder', namespace: 'hub', uid: 'u' },
}

describe('an Event', () => {
  it('says who tells what about which object, and when', async () => {
    await using server = await eventServer()
    await eventWriter(server.options)(EVENT)
    const { name, namespace, ...told } = EVENT
    assert.deepEqual(server.told, [
      {
        path: 'POST /apis/events.k8s.io/v1/namespaces/hub/events',
        event: {
          apiVersion: 'events.k8s.io/v1',
          kind: 'Event',
          metadata: { name, namespace },
          eventTime: '2026-03-24T08:50:00.000000Z',
          reportingController: 'warmseats',
          reportingInstance: 'warmseats-1',
          ...told,
        },
      },
    ])
  })
  it('has a note as long as the API server takes', async () => {
    await using server = await eventServer()
    const write = eventWriter(server.options)
    for (const length of [1024, 1025]) await write({ ...EVENT, note: 'n'.repeat(length) })
    assert.deepEqual(
      server.told.map(({ event }) => String(event.note).length),
      [1024, 1024],
    )
  })
  it('which counts bytes', async () => {
    await using server = await eventServer()
    await eventWriter(server.options)({ ...EVENT, note: `n${'ü'.repeat(600)}` })
    assert.equal(server.told[0]?.event.note, `n${'ü'.repeat(511)}`)
  })
  it('has nothing in it that would steer the terminal of who reads it', async () => {
    await using server = await eventServer()
    await eventWriter(server.options)({ ...EVENT, note: `2 to 3: ${EVERYTHING}` })
    const note = String(server.told[0]?.event.note)
    assert.match(note, /^2 to 3: Exam \[2J \]0;pwned /)
    assert.deepEqual(steeringIn(note), [])
  })
  const failures: [name: string, (exchange: Exchange) => void][] = [
    ['there already', (exchange) => exchange.refuse(409, { reason: 'AlreadyExists' })],
    ['forbidden', (exchange) => exchange.refuse(403, { reason: 'Forbidden' })],
    ['broken off', (exchange) => exchange.reset()],
  ]
  for (const [name, answer] of failures)
    it(`that cannot be written is lost: ${name}`, async () => {
      await using server = await eventServer(answer)
      await eventWriter(server.options)(EVENT)
      assert.equal(server.told[0]?.event.note, EVENT.note)
    })
})
