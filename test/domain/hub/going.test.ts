import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { goingFrom } from '../../../src/domain/hub/going.ts'
import { userPool } from '../../support/config.ts'
import { HUB_VALUES, hubView } from '../../support/hub/hub.ts'
import { node } from '../../support/node.ts'
import { pod } from '../../support/pod.ts'
import { poolInput } from '../../support/pool-input.ts'
import { at, HOUR, MINUTE } from '../../support/time.ts'

const NOW = at('09:00')
const server = (user: string, on: string) => pod({ user, on, annotations: { 'hub.jupyter.org/username': user } })
const PODS = [server('ada', 'n1'), server('bob', 'n1'), server('cleo', 'n2')]
const CULLS = userPool({}, { hub: { ...HUB_VALUES, cullIdleAfter: '1h' } })

function going(used: Readonly<Record<string, number>>, config = CULLS) {
  const {
    observed: world,
    rooms,
    users,
  } = poolInput({ config, pods: PODS, nodes: [node({ name: 'n1' }), node({ name: 'n2' })] })
  return goingFrom({ world, hub: hubView({ used }), rooms, users, leadMs: 5 * MINUTE, nowMs: NOW })
}
const ago = (minutes: number) => NOW - minutes * MINUTE

describe('idle servers', () => {
  it('go once nobody has used them for so long, sooner than a node could come', () => {
    assert.equal(going({ ada: ago(61), bob: ago(3) }).seats, 1)
    assert.equal(going({ ada: ago(55), bob: ago(3) }).seats, 1)
    assert.equal(going({ ada: ago(54), bob: ago(3) }).seats, 0)
  })
  it('say when the next one does', () => {
    assert.equal(going({ ada: ago(54), bob: ago(3) }).revisitAt, NOW + MINUTE)
    assert.equal(going({ ada: ago(61) }).revisitAt, Number.POSITIVE_INFINITY)
  })
  it('free no seat on a node that all of them leave: it goes too', () => {
    assert.equal(going({ cleo: ago(90) }).seats, 0)
    assert.equal(going({ ada: ago(90), bob: ago(90) }).seats, 0)
  })
  it('of which nobody says when they are culled stay', () =>
    assert.equal(going({ ada: ago(24 * 60) }, userPool({}, { hub: HUB_VALUES })).seats, 0))
  it('that the hub does not know are nobody', () => assert.equal(going({ zoe: NOW - HOUR }).seats, 0))
})
