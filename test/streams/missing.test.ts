import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { merge } from 'rxjs'
import { noteMissing } from '../../streams/missing.ts'
import { userPool } from '../support/config.ts'
import { begin, goodCalendar, inputs, live, NO_PODS, starting } from './support/inputs.ts'

function waiting() {
  const from = inputs()
  const { sources, missing } = noteMissing(from)
  const subscription = merge(...Object.values(sources)).subscribe()
  return { from, missing, [Symbol.dispose]: () => subscription.unsubscribe() }
}

describe('what a first decision waits for', () => {
  it('is everything at first, and nothing in the end', () => {
    using world = waiting()
    assert.deepEqual(world.missing(), [
      'the config',
      'the calendar',
      'the list of nodes',
      'the list of pods',
      'the list of Deployments',
      'the state ConfigMap',
      'the Lease',
    ])
    begin(world.from, userPool())
    assert.deepEqual(world.missing(), [])
  })

  it('is still waited for while its list is not complete, or it is being read', () => {
    using world = waiting()
    begin({ ...world.from, nodes$: inputs().nodes$, pods$: inputs().pods$, calendar$: inputs().calendar$ }, userPool())
    world.from.nodes$.next(starting(new Map()))
    world.from.calendar$.next({ ...goodCalendar(), health: { at: 'loading' } })
    assert.deepEqual(world.missing(), ['the calendar', 'the list of nodes', 'the list of pods'])
    world.from.pods$.next(live(NO_PODS))
    assert.deepEqual(world.missing(), ['the calendar', 'the list of nodes'])
  })

  it('is not missing again when it goes stale', () => {
    using world = waiting()
    begin(world.from, userPool())
    world.from.nodes$.next(starting(new Map()))
    assert.deepEqual(world.missing(), [])
  })
})
