import assert from 'node:assert/strict'
import { it } from 'node:test'
import { minuteOf } from '../../../src/domain/cluster/arrivals.ts'
import { arrivedIn } from '../../../src/domain/forecast/arrived.ts'
import { config, poolLabels } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const twoPools = config({
  nodePools: { user: { nodeSelector: poolLabels('user') }, lab: { nodeSelector: poolLabels('lab') } },
})
const came = (user: string, on?: string) => pod({ user, created: at('08:50'), ...(on ? { on } : {}) })
function arrived(pods: World['pods']) {
  const world = observed({
    config: twoPools,
    nodes: [node({ name: 'n1' }), node({ name: 'n2', pool: 'lab' })],
    pods: pods ?? [],
  })
  const minute = world.pods.arrivals.get(minuteOf(at('08:50')))
  assert.ok(minute)
  return () => arrivedIn(minute, world)
}
const names = (of: ReturnType<ReturnType<typeof arrived>>) =>
  Object.fromEntries([...of.byPool].map(([pool, pods]) => [pool, pods.map(({ name }) => name)]))

it('who came is sorted by pool, once', () => {
  const look = arrived([came('ada', 'n1'), came('grace', 'n2'), came('alan', 'n1')])
  assert.deepEqual(names(look()), { user: ['jupyter-ada', 'jupyter-alan'], lab: ['jupyter-grace'] })
  assert.equal(look(), look())
})
it('whoever may come to any pool is waited for', () => {
  const look = arrived([came('ada', 'n1'), came('grace')])
  assert.deepEqual([names(look()), look().isComplete], [{ user: ['jupyter-ada'] }, false])
  assert.notEqual(look(), look())
})
