import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { RawPuller } from '../../../src/commands/pull/pulled.ts'
import { NOWHERE, nextOf, type Standing, standingOf } from '../../../src/commands/pull/turn.ts'
import { node } from '../../support/node.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const NOW = at('09:00')
const REASONS = { pulling: 'ContainerCreating', trouble: 'ImagePullBackOff', came: 'RunContainerError' } as const
const puller = (how: keyof typeof REASONS): RawPuller => ({
  status: { containerStatuses: [{ name: 'image-1', image: 'a', state: { waiting: { reason: REASONS[how] } } }] },
})
const look = (
  pods: Readonly<Record<string, keyof typeof REASONS>>,
  nodes: readonly string[],
  before = NOWHERE,
  nowMs = NOW,
) =>
  standingOf(
    {
      nodes: nodes.map((name) => node({ name })),
      pods: new Map(Object.entries(pods).map(([name, how]) => [name, puller(how)])),
      images: ['a'],
      nowMs,
    },
    before,
  )
const standing = (some: Partial<Standing>): Standing => ({ ...NOWHERE, ...some })
const troubled = (name: string, sinceMs: number) => ({ node: name, sinceMs, trouble: { reason: 'ErrImagePull' } })

describe('how it stands', () => {
  it('is said of each node, and since when it is in trouble', () => {
    const first = look({ n1: 'pulling', n2: 'trouble', n3: 'came' }, ['n1', 'n2', 'n3', 'n4'])
    assert.deepEqual([first.pulling, first.came, first.open], [['n1'], ['n3'], ['n4']])
    const later = look({ n2: 'trouble' }, ['n2', 'n3'], first, NOW + MINUTE)
    assert.deepEqual([later.troubled[0]?.sinceMs, later.came, later.open], [NOW, ['n3'], []])
  })
})

describe('where it goes on', () => {
  const next = (some: Partial<Standing>) => {
    const { at: how, nodes } = nextOf(standing(some), 2, NOW)
    return [how, ...nodes].join(' ')
  }
  const table: [string, Partial<Standing>, string][] = [
    ['nothing to do', {}, 'done'],
    ['all have it', { had: ['a'], came: ['b'] }, 'done'],
    ['the first', { open: ['a', 'b', 'c'] }, 'pull a b'],
    ['one more', { pulling: ['a'], open: ['b', 'c'] }, 'pull b'],
    ['none more', { pulling: ['a', 'b'], open: ['c'] }, 'pull'],
    [
      'in trouble for a moment: kept',
      { came: ['x'], troubled: [troubled('a', NOW), troubled('b', NOW)], open: ['c'] },
      'pull',
    ],
    [
      'for long: the next',
      { came: ['x'], pulling: ['b'], troubled: [troubled('a', NOW - 2 * MINUTE)], open: ['c'] },
      'pull c',
    ],
    [
      'for long, and none has it: no other is tried',
      { pulling: ['b'], troubled: [troubled('a', NOW - 2 * MINUTE)], open: ['c'] },
      'pull',
    ],
    ['all for long, and none has it', { troubled: [troubled('a', NOW - 2 * MINUTE)], open: ['c'] }, 'in vain'],
    ['all others have it', { came: ['x'], troubled: [troubled('a', NOW - 2 * MINUTE)] }, 'in vain'],
    ['some for a moment', { came: ['x'], troubled: [troubled('a', NOW - MINUTE)] }, 'pull'],
  ]
  for (const [what, some, goes] of table) it(what, () => assert.equal(next(some), goes))
})

it('no more nodes are busy than may, whatever kubelets do, and it ends', () => {
  const kubelet = fc.array(fc.constantFrom('pulling', 'trouble', 'came'), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(fc.array(kubelet, { maxLength: 8 }), fc.integer({ min: 1, max: 4 }), (kubelets, parallel) => {
      const nodes = kubelets.map((_, index) => `n${index}`)
      const madeAt = new Map<string, number>()
      let seen = NOWHERE
      for (let turn = 0; turn < 200; turn++) {
        const nowMs = NOW + turn * MINUTE
        // Each kubelet does its own for a minute each, and its last for ever.
        const howIs = (name: string, since: number) => {
          const own = kubelets[nodes.indexOf(name)] ?? []
          return own[Math.min(turn - since, own.length - 1)] ?? 'pulling'
        }
        const pods = Object.fromEntries([...madeAt].map(([name, since]) => [name, howIs(name, since)]))
        seen = look(pods, nodes, seen, nowMs)
        const { at: how, nodes: begun } = nextOf(seen, parallel, nowMs)
        const isPulling = kubelets.some((own) => own.at(-1) === 'pulling')
        if (how !== 'pull') {
          assert.equal(how === 'done', seen.came.length === nodes.length)
          return
        }
        assert.ok(seen.pulling.length <= parallel || begun.length === 0)
        for (const name of begun) madeAt.set(name, turn)
        assert.ok(begun.length <= parallel)
        if (turn === 199) assert.ok(isPulling, 'it goes on only while somebody pulls')
      }
    }),
    RUNS,
  )
})
