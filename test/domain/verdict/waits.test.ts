import assert from 'node:assert/strict'
import { it } from 'node:test'
import { waitsIn } from '../../../src/domain/verdict/waits.ts'
import { poolLabels } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { at, SECOND } from '../../support/time.ts'

const NINE = at('09:00')
const came = (user: string, more: PodSpec) =>
  pod({ user, on: 'n1', created: NINE, nodeSelector: poolLabels('user'), ...more })

/** Of who came at 09:00, as it is known so many seconds later. */
function waits(pods: Parameters<typeof observed>[0] & object, afterSeconds: number) {
  const world = observed({ nodes: [node({ name: 'n1' })], ...pods })
  const [minute] = [...world.pods.arrivals.values()]
  return minute ? waitsIn(minute, world, NINE + afterSeconds * SECOND).get('user') : undefined
}

it('who had a server within 30 s did not wait; who had it later did, so long', () => {
  const pods = [
    came('ada', { runningAt: NINE + 30 * SECOND }),
    came('bob', { runningAt: NINE + 31 * SECOND }),
    came('cyd', { runningAt: NINE + 95 * SECOND }),
  ]
  assert.deepEqual(waits({ pods }, 200), { late: 2, longest: 95 })
  assert.equal(waits({ pods: pods.slice(0, 1) }, 200), undefined)
})

it('who has none yet has waited until now', () => {
  const pods = [pod({ user: 'ada', created: NINE, nodeSelector: poolLabels('user') })]
  assert.equal(waits({ pods }, 30), undefined)
  assert.deepEqual(waits({ pods }, 300), { late: 1, longest: 300 })
})
