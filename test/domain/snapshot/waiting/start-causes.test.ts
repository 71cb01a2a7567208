import assert from 'node:assert/strict'
import { it } from 'node:test'
import { imageCauses, spawnLimitCauses, stuckIn } from '../../../../src/domain/snapshot/waiting/start-causes.ts'
import { node } from '../../../support/node.ts'
import { pod } from '../../../support/pod.ts'
import { stepAt } from '../../../support/snapshot.ts'
import { at, SECOND } from '../../../support/time.ts'

const PLACE = { namespace: 'hub', identity: 'warmseats-0' }

it('who has a node and cannot get the image is stuck after half a minute', () => {
  const stuck = (seconds: number, waitsFor = 'ErrImagePull') => {
    const created = at('09:00') - seconds * SECOND
    const pods = [pod({ user: 'ada', on: 'n1', phase: 'Pending', created, waitsFor })]
    return stuckIn(stepAt('09:00', { nodes: [node()], pods }), at('09:00'))
  }
  assert.deepEqual(stuck(30), { people: 1, because: 'ErrImagePull' })
  assert.equal(stuck(29), undefined)
  assert.equal(stuck(90, 'ContainerCreating'), undefined)
})

it('says which image trouble it is, and nothing where there is none', () => {
  assert.match(
    imageCauses({ people: 2, because: 'ErrImagePull' }, PLACE)[0]?.text ?? '',
    /^the image of 2 servers .*ErrImagePull/,
  )
  assert.deepEqual(imageCauses(undefined, PLACE), [])
})

it('as many as a hub starts at once are told from any other number', () => {
  assert.deepEqual(
    [63, 64, 65].map((waiting) => spawnLimitCauses(waiting).length),
    [0, 1, 0],
  )
})
