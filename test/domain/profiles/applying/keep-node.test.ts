import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keepNode } from '../../../../src/domain/profiles/applying/keep-node.ts'
import type { DoNotDisrupt } from '../../../../src/domain/settings/do-not-disrupt.ts'
import { spawned } from '../../../support/profiles.ts'
import { at } from '../../../support/time.ts'

const event = (title: string, pool: string) => ({
  title,
  pools: [pool],
  startMs: at('09:00'),
  endMs: at('11:00'),
})
const EXAM = event('Midterm Data 8', 'user')
const pools = new Map([
  ['user', { 'hub.jupyter.org/node-purpose': 'user' }],
  ['lab', { 'hub.jupyter.org/node-purpose': 'lab' }],
])
const KEPT = { 'karpenter.sh/do-not-disrupt': 'true', 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' }

interface Given {
  readonly exams?: boolean
  readonly events?: readonly (typeof EXAM)[]
  readonly time?: string
  readonly annotations?: Readonly<Record<string, string>>
}

function annotationsOf(doNotDisrupt: DoNotDisrupt, { exams, events = [], time = '09:30', annotations }: Given) {
  const pod = spawned(annotations ? { annotations } : {})
  const moment = { atMs: at(time), events }
  const kept = keepNode(pod, exams ? [EXAM] : [], { doNotDisrupt, pools, moment })
  assert.deepEqual(keepNode(kept, exams ? [EXAM] : [], { doNotDisrupt, pools, moment }), kept)
  const { 'hub.jupyter.org/username': _, ...added } = kept.metadata?.annotations ?? {}
  return added
}

describe('whose nodes are left alone', () => {
  const mark = { 'warmseats.io/event': 'Midterm Data 8' }
  const ofClass = { 'warmseats.io/class': 'Midterm Data 8' }
  for (const [mode, given, expected] of [
    ['never', {}, {}],
    ['never', { exams: true }, mark],
    ['exams', { events: [EXAM] }, {}],
    ['exams', { exams: true }, { ...KEPT, ...mark }],
    ['classes', { events: [EXAM] }, { ...KEPT, ...ofClass }],
    ['classes', { events: [EXAM], time: '08:49' }, {}],
    ['classes', { events: [EXAM], time: '08:50' }, { ...KEPT, ...ofClass }],
    ['classes', { events: [EXAM], time: '11:00' }, {}],
    ['classes', { events: [event('In another pool', 'lab')] }, {}],
    ['classes', { events: [event('In no pool', 'gone')] }, {}],
    ['always', {}, KEPT],
    ['always', { exams: true }, { ...KEPT, ...mark }],
  ] as const)
    it(`${mode} ${JSON.stringify(given)}`, () => assert.deepEqual(annotationsOf(mode, given), expected))

  it('what the hub says itself stays', () =>
    assert.equal(
      annotationsOf('always', { annotations: { 'karpenter.sh/do-not-disrupt': 'false' } })[
        'karpenter.sh/do-not-disrupt'
      ],
      'false',
    ))
})
