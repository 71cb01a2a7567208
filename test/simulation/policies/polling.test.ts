/** The predecessor's rule, with what it gets wrong: it is only there to be compared with. */

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { pollingCount } from '../../../src/simulation/policies/polling-rule.ts'
import type { Scenario } from '../../../src/simulation/scenario/scenario.ts'
import { simulate } from '../../../src/simulation/simulation.ts'
import { MINUTE } from '../../support/time.ts'
import { MIDTERM, midterm } from '../scenario/midterm.ts'
import { placeholderPod, START_MS, several, userPod, world } from '../support.ts'

const [pool] = [...(await midterm()).config.pools.values()]
const on = (node: string) => ({ place: { at: 'running', node, boundMs: 0, runningMs: 0 } }) as const

function counted(asked: number | undefined, put: (made: ReturnType<typeof world>) => void, waitedMs = 10 * MINUTE) {
  const made = world()
  put(made)
  const rule = pool ?? assert.fail()
  const first = pollingCount(rule, asked, { cluster: made.cluster, before: new Map(), nowMs: START_MS })
  const nowMs = START_MS + waitedMs
  return [first.count, pollingCount(rule, asked, { cluster: made.cluster, before: first.candidates, nowMs }).count]
}

const TABLE: [string, Parameters<typeof counted>, number[]][] = [
  ['what the calendar asks', [4, () => undefined], [4, 4]],
  ['else the replicas', [undefined, () => undefined], [1, 1]],
  ['an empty node is room, after its grace', [4, ({ addNode }) => addNode('n1')], [4, 3]],
  ['not before', [4, ({ addNode }) => addNode('n1'), 9 * MINUTE], [4, 4]],
  ['never less than none', [0, ({ addNode }) => addNode('n1')], [0, 0]],
  [
    'a full node is none',
    [
      4,
      ({ addNode, cluster }) => {
        addNode('n1')
        cluster.pods.create('ada', userPod({ requests: parseResources({ memory: '30Gi' }), ...on('n1') }))
      },
    ],
    [4, 4],
  ],
  [
    'nor is one with a placeholder',
    [
      4,
      ({ addNode, cluster }) => {
        addNode('n1')
        cluster.pods.create('hold', placeholderPod(on('n1')))
      },
    ],
    [4, 4],
  ],
  [
    'nothing is subtracted while a placeholder waits',
    [
      4,
      ({ addNode, cluster }) => {
        addNode('n1')
        cluster.pods.create('hold', placeholderPod())
      },
    ],
    [4, 4],
  ],
]
for (const [what, given, expected] of TABLE) it(what, () => assert.deepEqual(counted(...given), expected))

/** What is asked of the Deployment, at each of these minutes of the morning. */
async function wantedAt(scenario: Scenario, ...minutes: number[]): Promise<(number | undefined)[]> {
  const { happenings$, cluster, advance } = simulate({ ...scenario, visits: [], nodes: [] }, { at: 'polling' })
  happenings$.subscribe()
  const wanted = []
  for (const minute of minutes) {
    await advance(MIDTERM.startMs + minute * MINUTE)
    wanted.push(cluster.deployments.get('user-placeholder')?.spec.replicas)
  }
  return wanted
}

it('it looks once a minute, so an event counts up to a minute late', async () => {
  assert.deepEqual(await wantedAt(await midterm(), 31, 33.2, 51, 53.2), [1, 4, 4, 1])
})

for (const kind of ['error', 'timeout'] as const)
  it(`a calendar that is away (${kind}) takes the event with it, or the process`, async () => {
    const base = await midterm()
    const fromMs = MIDTERM.startMs + 35 * MINUTE
    const outages = [{ fromMs, toMs: fromMs + 5 * MINUTE, kind }]
    const scenario = { ...base, calendar: { text: base.calendar?.text ?? '', outages } }
    assert.deepEqual(await wantedAt(scenario, 34, 38, 46), kind === 'error' ? [4, 1, 4] : [4, 4, 4])
  })

it('the same loop gives the same world', async () => {
  const play = async () => {
    const { happenings$, cluster, advance } = simulate(await midterm(3), { at: 'polling' })
    happenings$.subscribe()
    await advance(MIDTERM.endMs)
    return cluster.pods.all()
  }
  assert.deepEqual(await play(), await play())
})

it('a fixed number stays, whatever happens', async () => {
  const { happenings$, cluster, advance } = simulate(await midterm(), { at: 'static', count: 2 })
  happenings$.subscribe()
  for (const minute of several(6, (at) => at * 10)) {
    await advance(MIDTERM.startMs + minute * MINUTE)
    assert.equal(cluster.deployments.get('user-placeholder')?.spec.replicas, 2)
  }
})
