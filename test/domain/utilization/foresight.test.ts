/** Whether a node is missed: what the placeholder half of the product would do without it, now and until nodes could boot. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Node } from '../../../src/domain/cluster/node.ts'
import { type Foresight, foresightOf } from '../../../src/domain/utilization/foresight.ts'
import { userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { at, MINUTE } from '../../support/time.ts'
import { ours } from '../../support/utilization.ts'

const BOOT_MS = 5 * MINUTE

/** Nodes by name, with what is on each; those of `gone` are cordoned by us, `sized` are unlike the others. */
interface Given extends Pick<World, 'config' | 'events'> {
  readonly nodes: Readonly<Record<string, readonly PodSpec[]>>
  readonly gone?: readonly string[]
  readonly sized?: Readonly<Record<string, NodeSpec>>
  readonly waiting?: readonly PodSpec[]
}

/** The foresight of 09:00 on these, asked by name. */
function ahead({ nodes, gone = [], sized = {}, waiting = [], ...more }: Given) {
  const world: World = {
    ...more,
    nodes: Object.keys(nodes).map((name) => node({ name, ...sized[name], ...(gone.includes(name) ? ours : {}) })),
    pods: [
      ...Object.entries(nodes).flatMap(([on, specs]) => specs.map((spec) => pod({ ...spec, on }))),
      ...waiting.map((spec) => pod(spec)),
    ],
  }
  const sight = observed(world)
  const foresight = foresightOf(sight, decideAt('09:00', world).memory, at('09:00'), BOOT_MS)
  const of = (name: string): Node => sight.nodes.get(name) ?? assert.fail(`no node ${name}`)
  return {
    cordon: (name: string) => foresight.cordon(of(name)),
    uncordon: (name: string) => foresight.uncordon(of(name)),
    remove: (name: string) => foresight.remove(of(name)),
    restore: (name: string) => foresight.restore(of(name)),
  } satisfies Record<keyof Foresight, unknown>
}

/** A placeholder holds a node. */
const pool = (replicas = 0, more = {}) => userPool({ replicas, seat: { requests: { memory: '4Gi' } }, ...more })
const event = (ask: number | object, from: string) => ({ title: 'Exam', from, to: '12:00', asks: { user: ask } })
const user = (name: string, memory = '4Gi'): PodSpec => ({ user: name, memory })
const FULL: readonly PodSpec[] = [user('full', '31Gi')]

describe('to take a node out of service', () => {
  it('is fine where nobody asks for it', () => {
    const { cordon } = ahead({ config: pool(), nodes: { a: [], b: FULL } })
    assert.deepEqual([cordon('a'), cordon('b')], [undefined, undefined])
  })
  it('is not where a placeholder more would be wanted for its room', () => {
    const { cordon } = ahead({ config: pool(2), nodes: { a: [user('ada')], b: [] } })
    assert.equal(cordon('a'), 'without it pool user needs 2 instead of 1 placeholders at 09:00')
  })
  it('is not where a node would boot for what lands there', () => {
    const { cordon } = ahead({ config: pool(), events: [event(2, '09:10')], nodes: { a: [], b: [] } })
    assert.equal(cordon('a'), 'without it 1 instead of 0 nodes of pool user boot at 09:10')
  })
  it('is not where somebody is on the way', () => {
    const world = { config: pool(), nodes: { a: [] } }
    assert.equal(ahead({ ...world, waiting: [user('ada')] }).cordon('a'), 'pod jupyter-ada waits and fits there')
    assert.equal(ahead({ ...world, waiting: [user('ada', '40Gi')] }).cordon('a'), undefined, 'not to this one')
  })
  it('is judged with those that were taken before', () => {
    const { cordon } = ahead({ config: pool(), events: [event(1, '09:10')], nodes: { a: [], b: [] } })
    assert.deepEqual(
      [cordon('a'), cordon('b')],
      [undefined, 'without it 1 instead of 0 nodes of pool user boot at 09:10'],
    )
  })
  it('and is refused without a trace: the next one may go', () => {
    const { cordon } = ahead({ config: pool(1), nodes: { a: [user('ada')], b: [], c: [] } })
    assert.match(cordon('a') ?? '', /^without it pool user needs 1 instead of 0 placeholders/)
    assert.deepEqual([cordon('b'), cordon('c')], [undefined, undefined])
  })

  it('for one reason or another: what was in the way of one node is not all that is looked at', () => {
    const { cordon } = ahead({
      config: pool(1),
      events: [event(2, '09:10')],
      nodes: { a: [user('ada', '8Gi')], b: [] },
    })
    assert.match(cordon('a') ?? '', /^without it pool user needs 1 instead of 0 placeholders at 09:00$/)
    assert.match(cordon('b') ?? '', /^without it 1 instead of 0 nodes of pool user boot at 09:10$/)
  })
  it('says when in the time zone of the calendar', () => {
    const config = userPool({ replicas: 2 }, { calendarTimezone: 'America/Los_Angeles' })
    const { cordon } = ahead({ config, nodes: { a: [user('ada')] } })
    assert.match(cordon('a') ?? '', / at 02:00$/)
  })

  const begins: readonly [from: string, ask: number | object, isNear: boolean, why: string][] = [
    ['09:14', 1, true, 'a node could not boot in time: 10 min of lead and 5 min'],
    ['09:16', 1, false, 'there is time for a boot'],
    ['09:24', { students: 1 }, true, 'its window opens at 09:14'],
    ['09:26', { students: 1 }, false, 'its window opens at 09:16'],
  ]
  for (const [from, ask, isNear, why] of begins)
    it(`looks ahead so far that an event of ${from} counts ${isNear ? '' : 'not yet'}: ${why}`, () => {
      const { cordon } = ahead({ config: pool(), events: [event(ask, from)], nodes: { a: [] } })
      const at = typeof ask === 'number' ? from : '09:14'
      assert.equal(cordon('a'), isNear ? `without it 1 instead of 0 nodes of pool user boot at ${at}` : undefined)
    })
  it('looks at the end of that stretch as well, when an event that asks for less is over', () => {
    const exam = { title: 'Exam', from: '08:00', to: '09:05', asks: { user: 0 } }
    const { cordon } = ahead({ config: pool(1), events: [exam], nodes: { a: [] } })
    assert.equal(cordon('a'), 'without it 1 instead of 0 nodes of pool user boot at 09:05')
  })
  it('does not miss a small node that no placeholder of its kind of pool would fit on', () => {
    const sized = { large: { memory: '64Gi', cpu: '16' } }
    const world = { events: [event(2, '09:10')], nodes: { large: [], small: [] }, sized }
    assert.equal(ahead({ ...world, config: pool() }).cordon('small'), undefined, 'two of 28Gi fit on the large one')
    for (const onePerNode of [true, false]) {
      const { cordon } = ahead({ ...world, config: pool(0, { resources: {}, onePerNode }) })
      assert.equal(cordon('small'), undefined, 'the large node says what a placeholder is')
    }
  })
})

describe('to take one back', () => {
  it('is needless where it is not missed', () => {
    const { uncordon } = ahead({ config: pool(), nodes: { a: [] }, gone: ['a'] })
    assert.equal(uncordon('a'), undefined)
  })
  it('spares a boot', () => {
    const { uncordon } = ahead({ config: pool(), events: [event(1, '09:10')], nodes: { a: FULL, b: [] }, gone: ['b'] })
    assert.equal(uncordon('b'), 'without it 1 instead of 0 nodes of pool user boot at 09:10')
  })
  it('once: the next one is not missed any more', () => {
    const { uncordon } = ahead({
      config: pool(),
      events: [event(1, '09:10')],
      nodes: { a: [], b: [] },
      gone: ['a', 'b'],
    })
    assert.match(uncordon('a') ?? '', /boot at 09:10$/)
    assert.equal(uncordon('b'), undefined)
  })
  it('helps who waits and fits nowhere else', () => {
    const world = { config: pool(), gone: ['b', 'c'], waiting: [user('ada')] }
    const { uncordon } = ahead({ ...world, nodes: { a: FULL, b: [], c: [] } })
    assert.equal(uncordon('b'), 'pod jupyter-ada waits, and fits nowhere else')
    assert.equal(uncordon('c'), undefined, 'she has a place now')
    assert.equal(ahead({ ...world, nodes: { a: [], b: [], c: [] } }).uncordon('b'), undefined, 'she fits elsewhere')
  })
  it('that is not needed leaves the world as it is', () => {
    const { uncordon, cordon } = ahead({ config: pool(1), nodes: { a: [user('ada')], b: [user('eve')] }, gone: ['b'] })
    assert.equal(uncordon('b'), undefined)
    assert.match(cordon('a') ?? '', /^without it pool user needs 1 instead of 0 placeholders/)
  })
})

describe('a node that is in service again, whatever anybody thinks of it', () => {
  it('counts for the next ones', () => {
    const { cordon, restore } = ahead({ config: pool(), events: [event(1, '09:10')], nodes: { a: [], b: [] } })
    assert.equal(cordon('a'), undefined)
    restore('a')
    assert.equal(cordon('b'), undefined)
  })
  it('has room for who waited', () => {
    const { uncordon, restore } = ahead({
      config: pool(),
      nodes: { a: [], b: [] },
      gone: ['a', 'b'],
      waiting: [user('ada')],
    })
    restore('a')
    assert.equal(uncordon('b'), undefined)
  })
})

describe('to shut down an empty node', () => {
  // Together the small ones are more than the large ones with the one that is out of service, and as much without it.
  const nodes = { small: [], like: [], same: [], alike: [], idle: [], large: [], wide: [] }
  const [large, idle] = [{ memory: '64Gi' }, { memory: '32Gi' }]
  const sized = { small: idle, like: idle, same: idle, alike: idle, idle, large, wide: large }
  const derived = userPool({ resources: {} })
  const world = { events: [event(6, '09:10')], gone: ['idle'], nodes, sized }
  it('is fine where placeholders have a size of their own', () =>
    assert.equal(ahead({ ...world, config: userPool() }).remove('idle'), undefined))
  it('is fine where the others stay what most are like', () =>
    assert.equal(
      ahead({ ...world, nodes: { idle: [], small: [], like: [] }, config: derived }).remove('idle'),
      undefined,
    ))
  it('is not where placeholders would become larger than most nodes that are there', () =>
    assert.equal(
      ahead({ ...world, config: derived }).remove('idle'),
      'without it 4 instead of 0 nodes of pool user boot at 09:10',
    ))
})
