import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type UserState, usersByState } from '../../../src/domain/figures/users.ts'
import { config, poolLabels } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const TWO = config({ nodePools: { user: {}, lab: { nodeSelector: poolLabels('lab') } } })
const NODES = [node(), node({ name: 'l1', pool: 'lab' })]

const counted = (...users: readonly PodSpec[]) =>
  Object.fromEntries(
    usersByState(
      observed({ config: TWO, nodes: NODES, pods: users.map((one, n) => pod({ user: `s${n}`, ...one })) }),
    ).map(({ pool, users: counts }) => [pool, counts]),
  )
const of = (more: Partial<Record<UserState, number>> = {}) => ({
  waiting: 0,
  starting: 0,
  stuck: 0,
  seated: 0,
  ...more,
})
const TO_LAB = { nodeSelector: poolLabels('lab') }

it('every pool has its people, in one state each', () =>
  assert.deepEqual(
    counted(
      { on: 'n1', runningAt: at('08:50') },
      { on: 'n1', runningAt: at('08:50') },
      { on: 'n1', phase: 'Pending' },
      { on: 'n1', phase: 'Pending', waitsFor: 'ContainerCreating' },
      { on: 'n1', phase: 'Pending', waitsFor: 'ImagePullBackOff' },
      TO_LAB,
      TO_LAB,
      TO_LAB,
    ),
    { user: of({ seated: 2, starting: 2, stuck: 1 }), lab: of({ waiting: 3 }) },
  ))

it('a server that began anew has its seat', () =>
  assert.deepEqual(counted({ on: 'n1', runningAt: at('08:50'), restarts: 3 }), { user: of({ seated: 1 }), lab: of() }))

it('people of whom nobody can tell the pool are people all the same', () =>
  assert.deepEqual(counted({}, { on: 'gone', phase: 'Pending' }), {
    user: of(),
    lab: of(),
    '': of({ waiting: 1, starting: 1 }),
  }))
