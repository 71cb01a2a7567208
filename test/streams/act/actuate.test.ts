import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { of, Subject, VirtualTimeScheduler } from 'rxjs'
import type { Action } from '../../../src/domain/act/action.ts'
import type { Effect } from '../../../src/domain/act/effect.ts'
import type { Step } from '../../../src/domain/act/step.ts'
import type { NodeAction } from '../../../src/domain/utilization/node-action.ts'
import { actuate } from '../../../streams/act/actuate.ts'
import { nodeRemoval, nodeWrite } from '../../support/action.ts'
import { node } from '../../support/node.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, SECOND } from '../../support/time.ts'

const cordon = (name: string, resourceVersion = '1') => nodeWrite({ name, resourceVersion })
const removal = (name: string, planMs: number) => nodeRemoval({ name, atMs: planMs })

/** The nodes that are there, in a version, and what is to be done to them. */
function step(nodes: Readonly<Record<string, string>>, actions: readonly NodeAction[], leading = true): Step {
  const seen = Object.entries(nodes).map(([name, resourceVersion]) => ({ ...node({ name }), resourceVersion }))
  const { steering, ...made } = stepAt('08:00', { nodes: seen, owner: null }, { leading })
  return { ...made, steering: { ...steering, actions } }
}

function acting(effect: (action: Action) => Effect = () => ({ at: 'done' })) {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  scheduler.frame = at('08:00')
  const steps$ = new Subject<Step>()
  const done: string[] = []
  const perform = (action: Action) => of(effect(action))
  actuate(
    { perform, random: () => 0.5 },
    scheduler,
  )(steps$).subscribe(({ action }) => done.push(`${action.type} ${'name' in action ? action.name : ''}`))
  const advance = (ms: number) => {
    scheduler.maxFrames = scheduler.frame + ms
    scheduler.flush()
    scheduler.frame = scheduler.maxFrames
  }
  return { steps$, done, advance }
}

describe('what is done to nodes', () => {
  it('is done by the leader alone', () => {
    const { steps$, done } = acting()
    steps$.next(step({ n1: '1' }, [cordon('n1')], false))
    assert.deepEqual(done, [])
    steps$.next(step({ n1: '1' }, [cordon('n1')]))
    assert.deepEqual(done, ['write node n1'])
  })

  it('waits for the watch, each node by itself', () => {
    const { steps$, done } = acting()
    for (let twice = 0; twice < 2; twice++) steps$.next(step({ n1: '1', n2: '1' }, [cordon('n1'), cordon('n2')]))
    assert.deepEqual(done.toSorted(), ['write node n1', 'write node n2'])
    steps$.next(step({ n1: '2', n2: '1' }, [cordon('n1', '2')]))
    assert.deepEqual(done.length, 3)
  })

  it('is removed once for each plan, however long the machine takes to go', () => {
    const { steps$, done, advance } = acting()
    for (let again = 0; again < 5; again++) {
      steps$.next(step({ n1: '1' }, [removal('n1', 1)]))
      advance(20 * SECOND)
    }
    assert.deepEqual(done, ['remove node n1'])
    steps$.next(step({ n1: '1' }, [removal('n1', 2)]))
    assert.deepEqual(done, ['remove node n1', 'remove node n1'])
  })

  it('that failed is tried again, as it is wanted then', () => {
    let tries = 0
    const { steps$, done, advance } = acting(() => (++tries === 1 ? { at: 'failed', because: '403' } : { at: 'done' }))
    steps$.next(step({ n1: '1' }, [cordon('n1')]))
    advance(SECOND)
    assert.deepEqual(done, ['write node n1', 'write node n1'])
  })

  it('ends with the node: a namesake begins anew', () => {
    const { steps$, done, advance } = acting(() => ({ at: 'dry run' }))
    const actions = [cordon('n1')]
    steps$.next(step({ n1: '1' }, actions))
    steps$.next(step({ n1: '1' }, actions))
    assert.equal(done.length, 1)
    steps$.next(step({}, []))
    advance(SECOND)
    steps$.next(step({ n1: '1' }, actions))
    assert.equal(done.length, 2)
  })
})
