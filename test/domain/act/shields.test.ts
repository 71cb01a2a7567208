import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shields } from '../../../src/domain/act/shields.ts'
import { IMAGES_LABEL } from '../../../src/domain/cluster/pod.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at, MINUTE } from '../../support/time.ts'

const NOW = at('09:00')
const puller = (on: string, runningAt?: number) =>
  pod({
    daemon: 'continuous-image-puller',
    name: `puller-${on}`,
    on,
    labels: { component: 'continuous-image-puller' },
    ...(runningAt === undefined ? {} : { runningAt }),
  })
const held = (on: string, shielded = false) =>
  pod({
    placeholder: 'user',
    name: `p-${on}`,
    on,
    ...(shielded
      ? {
          labels: {
            'warmseats.io/pool': 'user',
            app: 'node-placeholder-scaler',
            component: 'placeholder',
            [IMAGES_LABEL]: 'pulling',
          },
        }
      : {}),
  })
const young = (name: string, minutes = 1) => node({ name, created: NOW - minutes * MINUTE })
const wanted = (world: World) =>
  shields(observed(world), NOW).actions.flatMap((action) =>
    action.type === 'shield' ? action.shields.map(({ name, shielded }) => `${name} ${shielded}`) : [],
  )

describe('placeholders on nodes that pull', () => {
  it('are labelled while the puller does not run', () =>
    assert.deepEqual(wanted({ nodes: [young('n1')], pods: [held('n1'), puller('n1')] }), ['p-n1 true']))
  it('lose the label when the images are there', () =>
    assert.deepEqual(wanted({ nodes: [young('n1')], pods: [held('n1', true), puller('n1', NOW)] }), ['p-n1 false']))
  it('nothing is to be done where they have it, or need none', () => {
    assert.deepEqual(wanted({ nodes: [young('n1')], pods: [held('n1', true), puller('n1')] }), [])
    assert.deepEqual(wanted({ nodes: [young('n1')], pods: [held('n1'), puller('n1', NOW)] }), [])
  })
  it('a new node may be without its puller for a minute, where others have one', () => {
    const [first, other] = [young('n1', 0.5), young('n2', 30)]
    assert.deepEqual(wanted({ nodes: [first, other], pods: [held('n1'), puller('n2', NOW)] }), ['p-n1 true'])
    assert.deepEqual(wanted({ nodes: [first], pods: [held('n1')] }), [])
  })
  it('a pull that never ends keeps no node from being drained', () => {
    const { actions, revisitAt } = shields(
      observed({ nodes: [young('n1')], pods: [held('n1', true), puller('n1')] }),
      NOW,
    )
    assert.deepEqual([actions, revisitAt], [[], NOW + 14 * MINUTE])
    assert.deepEqual(wanted({ nodes: [young('n1', 16)], pods: [held('n1', true), puller('n1')] }), ['p-n1 false'])
  })
})
