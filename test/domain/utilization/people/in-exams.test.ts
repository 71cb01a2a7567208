import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { EVENT_ANNOTATION } from '../../../../src/domain/event-annotation.ts'
import { inExams } from '../../../../src/domain/utilization/people/in-exams.ts'
import { scopesOf } from '../../../../src/domain/utilization/scope.ts'
import { node } from '../../../support/node.ts'
import { observed } from '../../../support/observed.ts'
import type { pod } from '../../../support/pod.ts'
import { at, DAY } from '../../../support/time.ts'
import { podIn, STUDENT, withPolicy } from '../../../support/utilization.ts'

const CONFIG = withPolicy()

const marked = (user: string, on: string, created = at('08:55'), title = 'Midterm') =>
  podIn(CONFIG, {
    ...{ user, on, created, memory: '1Gi', labels: { [STUDENT]: '' } },
    annotations: { [EVENT_ANNOTATION]: title },
  })

const student = (user: string, on: string) => podIn(CONFIG, { user, on, memory: '1Gi', labels: { [STUDENT]: '' } })

const world = (...pods: ReturnType<typeof pod>[]) =>
  observed({
    config: CONFIG,
    nodes: [node({ name: 'n1' }), node({ name: 'n2' })],
    pods,
    events: [{ title: 'Midterm', from: '09:00', to: '11:00', asks: { user: { students: 3 } } }],
  })

describe('people who sit in an exam', () => {
  const here = world(marked('ada', 'n1'), marked('grace', 'n1'), student('joan', 'n2'))
  it('are those that are marked for one that goes on, by node', () =>
    assert.deepEqual([...inExams(here, at('09:30'))], [['n1', 2]]))
  it('and nobody once it is over', () => assert.equal(inExams(here, at('11:00')).size, 0))
  it('nor one of last week, of another, or without a node', () => {
    const others = [marked('a', 'n1', at('09:00') - 7 * DAY), marked('b', 'n1', at('08:55'), 'Final'), marked('c', '')]
    assert.equal(inExams(world(...others), at('09:30')).size, 0)
  })
  it('are critical to their node while it goes on', () => {
    const criticalAt = (time: string) =>
      scopesOf(here, inExams(here, at(time)))[0]?.nodes.map(({ node, critical }) => [node.name, critical])
    assert.deepEqual(criticalAt('09:30'), [
      ['n1', 2],
      ['n2', 0],
    ])
    assert.deepEqual(criticalAt('11:00'), [
      ['n1', 0],
      ['n2', 0],
    ])
  })
})
