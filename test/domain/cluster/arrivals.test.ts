import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ARRIVALS_KEPT_MINUTES, type Arrivals, createArrivals, minuteOf } from '../../../src/domain/cluster/arrivals.ts'
import type { Pod } from '../../../src/domain/cluster/pod.ts'
import { pod } from '../../support/pod.ts'
import { fc } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const log = (pods: readonly Pod[]): Arrivals => {
  const { view, seen } = createArrivals()
  for (const one of pods) seen(one)
  return view
}
const people = (arrivals: Arrivals) =>
  [...arrivals]
    .map(([minute, { pods }]): [number, string[]] => [minute, [...pods.keys()].sort()])
    .filter(([, names]) => names.length > 0)
    .sort(([a], [b]) => a - b)
const server = (user: string, minutes: number, uid = `${user}-${minutes}`) =>
  pod({ user, uid, created: at('09:00') + minutes * MINUTE })

describe('who came', () => {
  it('is known by the minute, also when the server is gone', () => {
    const nine = minuteOf(at('09:00'))
    assert.deepEqual(people(log([server('ada', 0), server('bob', 1)])), [
      [nine, ['hub/jupyter-ada']],
      [nine + 1, ['hub/jupyter-bob']],
    ])
  })
  it('a login storm of one person is one person, at first', () =>
    assert.deepEqual(
      people(log([server('ada', 5), server('ada', 0), server('ada', 9)])),
      people(log([server('ada', 0)])),
    ))
  it('who comes for a class comes for it, whatever they came for before', () => {
    const nine = minuteOf(at('09:00'))
    const ofClass = (minutes: number) => ({ ...server('ada', minutes), ofClass: 'data8' })
    for (const all of [
      [server('ada', 0), ofClass(3), ofClass(5)],
      [ofClass(5), ofClass(3), server('ada', 0)],
    ])
      assert.deepEqual(people(log(all)), [
        [nine, ['hub/jupyter-ada']],
        [nine + 3, ['hub/jupyter-ada data8']],
      ])
  })
  it('a pod that gets its node is news, one that changes otherwise is none', () => {
    const { view, seen } = createArrivals()
    const version = () => [...view.values()][0]?.version
    const waiting = server('ada', 0)
    seen(waiting)
    assert.equal(version(), 1)
    seen(waiting)
    assert.equal(version(), 1)
    seen({ ...waiting, nodeName: 'n1' })
    assert.equal(version(), 2)
  })
  it('is forgotten after some hours', () => {
    const late = server('bob', ARRIVALS_KEPT_MINUTES + 1)
    assert.deepEqual(people(log([server('ada', 0), late])), people(log([late])))
  })
  it('who came before that, and again, came then', () => {
    const late = server('bob', ARRIVALS_KEPT_MINUTES + 1)
    assert.deepEqual(people(log([server('ada', 0), server('ada', 100), late])), people(log([server('ada', 100), late])))
  })
  it('is the same whatever the order, one by one or all at once', () => {
    const pods = fc.array(
      fc.record({ user: fc.constantFrom('a', 'b', 'c', 'd'), minutes: fc.nat(2 * ARRIVALS_KEPT_MINUTES) }),
      {
        maxLength: 20,
      },
    )
    fc.assert(
      fc.property(pods, fc.func(fc.nat()), (all, by) => {
        const servers = all.map(({ user, minutes }) => server(user, minutes))
        const shuffled = servers.toSorted((a, b) => by(a.uid) - by(b.uid))
        assert.deepEqual(people(log(shuffled)), people(log(servers)))
      }),
    )
  })
})
