import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type GivingWay, givingWayProblems } from '../../../src/domain/target/giving-way.ts'
import { viewOf } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'

interface Case {
  /** Of placeholders: -10 unless said, `null` when nothing tells it. */
  readonly priority?: number | null
  readonly users?: readonly PodSpec[]
  /** In other pools. */
  readonly others?: readonly PodSpec[]
}

function told({ priority = -10, users = [], others = [] }: Case, more: Partial<GivingWay> = {}): string[] {
  const of = (specs: readonly PodSpec[]) => specs.map((one, at) => pod({ user: `u${at}`, ...one }))
  const input = {
    pool: 'user',
    priority: priority ?? undefined,
    ranks: viewOf([...of(users), ...of(others.map((one, at) => ({ user: `o${at}`, ...one })))]).ranks.values(),
    users: () => of(users),
    ...more,
  }
  return givingWayProblems(input).map(({ where, text }) => `${where}: ${text}`)
}

const NEVER: PodSpec = { priority: 0, preemptionPolicy: 'Never' }
const high: PodSpec = { priority: 10, preemptionPolicy: 'PreemptLowerPriority' }

describe('users take the place of placeholders', () => {
  const table: [string, Case][] = [
    ['as they mostly do', { users: [{ priority: 0, preemptionPolicy: 'PreemptLowerPriority' }, {}] }],
    ['with a priority just above', { users: [{ priority: -9 }] }],
    ['above placeholders of 0', { priority: 0, users: [high] }],
    ['where there are none yet', {}],
    ['as far as anybody knows, where nothing tells what priority placeholders have', { priority: null, users: [{}] }],
    ['whoever there is in another pool', { users: [{}], others: [NEVER, { priority: -10 }] }],
  ]
  for (const [name, given] of table) it(name, () => assert.deepEqual(told(given), []))
  it('and are not looked at one by one for that', () =>
    assert.deepEqual(told({ users: [{}] }, { users: () => assert.fail('all users were asked for') }), []))
})

describe('users do not take the place of placeholders', () => {
  const never =
    /^nodePools\.user: users of it have `preemptionPolicy: Never`: .*PreemptLowerPriority.*scheduling\.podPriority/
  const low = (of: number, than: number) =>
    new RegExp(
      `^nodePools\\.user: users of it have the priority ${of}, which is not above the ${than} of placeholders: .*\\(zero-to-jupyterhub: \`scheduling\\.podPriority\`\\).*\`priorityClass\\.value\``,
    )
  const table: [string, Case, readonly RegExp[]][] = [
    ['that never preempt', { users: [NEVER] }, [never]],
    ['one of whom never preempts', { users: [{}, { ...NEVER, on: 'n1' }, high] }, [never]],
    ['that never preempt, whatever priority placeholders have', { priority: null, users: [NEVER] }, [never]],
    ['whose priority is the same', { users: [{ priority: -10 }] }, [low(-10, -10)]],
    [
      'whose priority is lower; the lowest is told',
      { users: [{ priority: -20 }, { priority: -15 }, {}] },
      [low(-20, -10)],
    ],
    ['where placeholders have that of pods without a class', { priority: 0, users: [{}, high] }, [low(0, 0)]],
    ['where placeholders have more', { priority: 100, users: [{ priority: 0 }] }, [low(0, 100)]],
    ['for both causes', { users: [{ ...NEVER, priority: -10 }] }, [never, low(-10, -10)]],
    [
      'will not, where placeholders have more and nobody is there yet',
      { priority: 100 },
      [
        /^nodePools\.user: its placeholders have the priority 100: users, who have 0 unless their PriorityClass says more, /,
      ],
    ],
  ]
  for (const [name, given, expected] of table)
    it(name, () => {
      const texts = told(given)
      assert.equal(texts.length, expected.length)
      for (const [at, form] of expected.entries()) assert.match(texts[at] ?? '', form)
    })
  it('is said in the same words while more of them come', () =>
    assert.deepEqual(told({ users: [NEVER, NEVER, { priority: -10 }] }), told({ users: [NEVER, { priority: -10 }] })))
})
