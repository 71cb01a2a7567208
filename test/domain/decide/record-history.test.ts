import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { recordHistory } from '../../../src/domain/decide/record-history.ts'
import { historiesOf } from '../../../src/domain/history/memory.ts'
import { userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { memories } from '../../support/memories.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { pod, several } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'
import { build, sketch } from '../../support/worlds.ts'

const SEAT = { cpu: '1', memory: '4Gi' }
const world = {
  config: userPool({ seat: { requests: SEAT }, replicas: 1 }),
  nodes: [node({ name: 'n1' }), node({ name: 'n2', notReadySince: at('08:58'), created: at('08:58') })],
  pods: [
    ...several(3, (n) => pod({ user: `s${n}`, ...SEAT, on: 'n1' })),
    ...several(2, (n) => pod({ user: `w${n}`, ...SEAT, created: at('08:58:30') })),
  ],
  events: [{ asks: { user: { students: 40 } } }],
}

describe('what a pool is like', () => {
  it('is remembered as people see it', () => {
    const decision = decideAt('09:00', world)
    const { decision: known, revisitAt } = recordHistory(observed(world), decision, at('09:00'))
    const { from, lines } = historiesOf(known.memory.history).get('user') ?? assert.fail()
    assert.equal(from, at('09:00') / MINUTE)
    const { wanted, ...others } = lines
    assert.deepEqual(wanted, [decision.pools.get('user')?.desired])
    assert.deepEqual(others, {
      ...{ seated: [3], waiting: [2], longest: [90], seats: [5], ready: [1], booting: [1] },
      ...{ announced: [40], held: [0] },
    })
    assert.equal(revisitAt, at('09:01'), 'while somebody waits')
  })

  it('changes no decision', () =>
    fc.assert(
      fc.property(sketch, memories, (one, { history }) => {
        const [seen, nowMs] = [observed(build(one)), at('09:00')]
        const strip = ({ memory: { history: _, ...memory }, ...rest }: ReturnType<typeof decide>) => ({
          ...rest,
          memory,
        })
        assert.deepEqual(strip(decide(seen, { ...NO_MEMORY, history }, nowMs)), strip(decide(seen, NO_MEMORY, nowMs)))
      }),
      RUNS,
    ))
})
