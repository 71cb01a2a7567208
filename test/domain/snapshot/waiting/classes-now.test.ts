import assert from 'node:assert/strict'
import { it } from 'node:test'
import { classesNow } from '../../../../src/domain/snapshot/waiting/classes-now.ts'
import { userPool } from '../../../support/config.ts'
import { node } from '../../../support/node.ts'
import { pod, several } from '../../../support/pod.ts'
import { stepAt } from '../../../support/snapshot.ts'
import { at, SECOND } from '../../../support/time.ts'

const now = (time: string, asks: object = { students: 100 }) =>
  classesNow(
    stepAt(time, {
      config: userPool({}, { forecast: { reactions: 'on' } }),
      nodes: [node()],
      pods: several(30, (n) => pod({ user: `s${n}`, on: 'n1', created: at('08:55') + n * SECOND })),
      events: [{ title: 'Data 8', from: '09:00', asks: { user: asks } }],
    }),
    at(time),
  )

it('a class whose people come is announced against come', () => {
  assert.deepEqual(now('09:02'), [
    { pool: 'user', title: 'Data 8', startsAt: '2026-03-24T09:00:00Z', announced: 100, came: 30 },
  ])
})

it('a class is on from half an hour before its start until nobody comes any more', () => {
  assert.deepEqual(
    ['08:29', '08:30', '09:44', '09:45'].map((time) => now(time).length),
    [0, 1, 1, 0],
  )
})

it('what asks in other units has no people', () => assert.deepEqual(now('09:02', { integer: 4 }), []))
