import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type NodeFacts, type NodeMemory, rememberNode } from '../../../src/domain/cluster/node-memory.ts'
import { at } from '../../support/time.ts'

const READY: NodeFacts = {
  ready: true,
  readyChangedMs: at('08:00'),
  createdMs: at('07:55'),
  isCandidate: true,
  isEmpty: false,
}
const down = (since: string): NodeFacts => ({ ...READY, ready: false, readyChangedMs: at(since) })
const up = (since: string): NodeFacts => ({ ...READY, readyChangedMs: at(since) })
const [full, empty] = [
  { ...READY, isCandidate: false },
  { ...READY, isEmpty: true },
]

/** What is remembered after these sights of a node, `candidate / empty / unready`. */
function after(...sights: [time: string, facts: NodeFacts][]): NodeMemory {
  const first: NodeMemory | undefined = undefined
  return (
    sights.reduce<NodeMemory | undefined>((before, [time, facts]) => rememberNode(facts, before, at(time)), first) ?? {}
  )
}

describe('since when a node has had room', () => {
  const table: [string, NodeMemory, number | undefined][] = [
    ['at first sight since it is Ready', after(['09:00', READY]), at('08:00')],
    ['at first sight never later than now, though a clock is ahead', after(['09:00', up('09:05')]), at('09:00')],
    ['at first sight full: not', after(['09:00', full]), undefined],
    ['full at first, then since it was seen free', after(['09:00', full], ['09:10', READY]), at('09:10')],
    ['free, full, free: since the last time', after(['09:00', READY], ['09:01', full], ['09:02', READY]), at('09:02')],
    ['nothing new: the same', after(['09:00', full], ['09:10', READY], ['09:30', READY]), at('09:10')],
    [
      'down at first, then since it was seen up',
      after(['09:00', down('08:59')], ['09:00:20', up('09:00:20')]),
      at('09:00:20'),
    ],
  ]
  for (const [name, memory, since] of table) it(name, () => assert.equal(memory.candidateSinceMs, since))
  it('is not before there was one, whatever a memory says', () => {
    const mad = { candidateSinceMs: at('03:00'), emptySinceMs: 0 }
    assert.deepEqual(rememberNode(empty, mad, at('09:00')), {
      candidateSinceMs: at('07:55'),
      emptySinceMs: at('07:55'),
    })
  })
})

describe('a node that is not Ready', () => {
  const table: [string, NodeMemory, number | undefined][] = [
    [
      'for 59 s: nothing is forgotten',
      after(['08:30', READY], ['09:00', down('09:00')], ['09:00:59', up('09:00:59')]),
      at('08:00'),
    ],
    [
      'for 60 s: it starts anew',
      after(['08:30', READY], ['09:00', down('09:00')], ['09:01', up('09:01')]),
      at('09:01'),
    ],
    [
      'for 60 s, looked at in between',
      after(
        ['08:30', READY],
        ['09:00', down('09:00')],
        ['09:00:30', down('09:00')],
        ['09:00:59', down('09:00')],
        ['09:01', up('09:01')],
      ),
      at('09:01'),
    ],
    [
      'for long, looked at in between',
      after(['08:30', READY], ['09:00', down('09:00')], ['09:05', down('09:00')], ['09:10', up('09:10')]),
      at('09:10'),
    ],
    [
      'for 20 s, seen late: API times count',
      after(['08:30', READY], ['09:00:50', down('09:00')], ['09:06', up('09:00:20')]),
      at('08:00'),
    ],
    [
      'for 20 s, its taint gone later than that',
      after(
        ['08:30', READY],
        ['09:00', down('09:00')],
        ['09:00:20', { ...up('09:00:20'), ready: false }],
        ['09:02', up('09:00:20')],
      ),
      at('08:00'),
    ],
    [
      'twice for 40 s',
      after(
        ['08:30', READY],
        ['09:00', down('09:00')],
        ['09:00:40', up('09:00:40')],
        ['09:01', down('09:01')],
        ['09:01:40', up('09:01:40')],
      ),
      at('08:00'),
    ],
    [
      'and full when it comes back',
      after(['08:30', READY], ['09:00', down('09:00')], ['09:00:20', { ...full, readyChangedMs: at('09:00:20') }]),
      undefined,
    ],
  ]
  for (const [name, memory, since] of table) it(name, () => assert.equal(memory.candidateSinceMs, since))

  it('the flag of it goes when it is Ready', () => {
    assert.equal(after(['09:00', down('08:59')]).unreadySinceMs, at('08:59'))
    assert.equal(after(['09:00', down('08:59')], ['09:01', up('09:01')]).unreadySinceMs, undefined)
  })
})

describe('since when a node is empty', () => {
  const table: [string, NodeMemory, number | undefined][] = [
    ['at first sight since it is Ready', after(['09:00', empty]), at('08:00')],
    ['kept: not', after(['09:00', READY]), undefined],
    ['since the last user left', after(['09:00', READY], ['09:10', empty]), at('09:10')],
    ['anew when users came and left', after(['09:00', empty], ['09:10', READY], ['09:20', empty]), at('09:20')],
    [
      'its room is not forgotten by that',
      { emptySinceMs: after(['09:00', empty], ['09:10', READY], ['09:20', empty]).candidateSinceMs ?? 0 },
      at('08:00'),
    ],
    [
      'through a kubelet restart',
      after(
        ['09:00', READY],
        ['09:10', empty],
        ['09:20', { ...down('09:20'), isEmpty: true }],
        ['09:20:30', { ...empty, readyChangedMs: at('09:20:30') }],
      ),
      at('09:10'),
    ],
  ]
  for (const [name, memory, since] of table) it(name, () => assert.equal(memory.emptySinceMs, since))
})
