/** The whole of it, over a bad morning: who hears what, whoever is killed, whatever cannot be written. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Step } from '../../../src/domain/act/step.ts'
import type { NamedVerdict } from '../../../src/domain/verdict/verdict.ts'
import { userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { pod, several } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, MINUTE, SECOND } from '../../support/time.ts'
import { replicas, stateObject } from '../support/notify.ts'

const NOTIFY = [
  { name: 'on-call', type: 'slack' as const, secret: { name: 'chat' }, for: ['waits', 'leader', 'verdicts'] as const },
]
const CONFIG = userPool(
  { seat: { requests: { memory: '2Gi' } } },
  { notify: NOTIFY.map((one) => ({ ...one, for: [...one.for] })) },
)
const NODES = [node({ name: 'n1' })]
const START = at('09:00')

const QUIET: World = { config: CONFIG, nodes: NODES }
const WAITING: World = {
  ...QUIET,
  pods: several(3, (n) => pod({ user: `s${n}`, memory: '2Gi', created: at('08:58') })),
}
const bad = (leading = true): Step => stepAt('09:00', WAITING, { leading })
const good = (leading = true): Step => stepAt('09:00', QUIET, { leading })

const VERDICT: NamedVerdict = {
  ...{
    pool: 'user',
    uid: 'midterm',
    title: 'Midterm',
    startMs: at('08:00'),
    announced: 2,
    came: 2,
    late: 0,
    longestMs: 0,
  },
}
const withVerdict = (step: Step): Step => ({ ...step, decision: { ...step.decision, verdicts: [VERDICT] } })

const START_OF = () => replicas(stateObject(), START)

describe('a bad morning', () => {
  it('is told once, and once that it is over', async () => {
    const { start, advance, said } = START_OF()
    const { step } = start()
    for (let n = 0; n < 5; n++) {
      step(bad())
      await advance(20 * SECOND)
    }
    assert.deepEqual(said, ['a begun waits'])
    step(good())
    await advance(3 * MINUTE)
    assert.deepEqual(said, ['a begun waits', 'a over waits'])
    await advance(MINUTE)
    assert.equal(said.length, 2)
  })
  it('is told by who leads, and by nobody else', async () => {
    const { start, advance, said } = START_OF()
    start().step(bad(false))
    await advance(5 * MINUTE)
    assert.deepEqual(said, [])
  })
  it('is not told anew by a restart, nor by who takes over, who tells that it is over', async () => {
    const { start, advance, said } = START_OF()
    const [first, second] = [start({ name: 'first' }), start({ name: 'second' })]
    first.step(bad())
    second.step(bad(false))
    await advance(10 * SECOND)
    first.kill()
    await advance(20 * SECOND)
    second.step(bad())
    await advance(MINUTE)
    assert.deepEqual(said, ['first begun waits'])
    second.step(good())
    await advance(3 * MINUTE)
    assert.deepEqual(said, ['first begun waits', 'second over waits'])
  })
  it('is over once, though another takes over in the moment in which it is written down', async () => {
    const { start, advance, said } = START_OF()
    const [first, second] = [start({ name: 'first' }), start({ name: 'second' })]
    first.step(bad())
    await advance(40 * SECOND)
    first.step(good())
    for (let n = 0; n < 3; n++) await advance(40 * SECOND)
    first.step(good(false))
    second.step(good())
    await advance(40 * SECOND)
    second.step(withVerdict(good()))
    await advance(3 * MINUTE)
    assert.deepEqual(said, ['first begun waits', 'first over waits', 'second told verdicts'])
  })
  it('is told though our own memory is written all the time', async () => {
    const { start, advance, said, state } = START_OF()
    const { step } = start()
    step(bad())
    state.touch()
    await advance(3 * SECOND)
    assert.deepEqual(said, ['a begun waits'])
  })
  it('is told by one of two who think that they lead', async () => {
    const { start, advance, said } = START_OF()
    const all = ['first', 'second'].map((name) => start({ name }))
    for (const { step } of all) step(bad())
    await advance(MINUTE)
    assert.equal(said.length, 1)
  })
  it('is told without being written down where that fails for good, and written down when it can be', async () => {
    let isAway = true
    const { start, advance, said, state } = replicas(
      stateObject(() => isAway),
      START,
    )
    const { step, told } = start()
    step(bad())
    await advance(MINUTE)
    assert.deepEqual(said, ['a begun waits'])
    assert.deepEqual(
      told.filter(({ type }) => type === 'notifications not kept'),
      [{ type: 'notifications not kept', because: 'the API server is away' }],
    )
    isAway = false
    step(good())
    await advance(3 * MINUTE)
    assert.deepEqual(said, ['a begun waits', 'a over waits'])
    assert.deepEqual(JSON.parse(state.writes.at(-1) ?? '').begun, {})
  })
  it('is told to nobody in a dry run, or where nobody is named', async () => {
    const { start, advance, said } = START_OF()
    start({ dryRun: true }).step(bad())
    start().step(stepAt('09:00', { ...WAITING, config: userPool() }))
    await advance(MINUTE)
    assert.deepEqual(said, [])
  })
})

describe('a verdict', () => {
  it('is told once, also where the leader did not come to it', async () => {
    const { start, advance, said } = START_OF()
    const [first, second] = [start({ name: 'first' }), start({ name: 'second' })]
    second.step(withVerdict(good(false)))
    first.kill()
    await advance(20 * SECOND)
    second.step(good())
    await advance(MINUTE)
    assert.deepEqual(said, ['second told verdicts'])
  })
  it('is not told anew by a takeover', async () => {
    const { start, advance, said } = START_OF()
    const [first, second] = [start({ name: 'first' }), start({ name: 'second' })]
    first.step(withVerdict(good()))
    second.step(withVerdict(good(false)))
    await advance(5 * SECOND)
    first.kill()
    second.step(good())
    await advance(MINUTE)
    assert.deepEqual(said, ['first told verdicts'])
  })
})

const event = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('bad', 'good', 'wait') },
  fc.constantFrom('takeover', 'restart', 'memory written', 'verdict'),
)

it('whatever happens to replicas that can write, people hear each trouble once, and its end before it comes again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
      const { start, advance, said, state } = START_OF()
      let all = [start({ name: 'a' }), start({ name: 'b' })]
      let leader = 0
      let world = good
      const steps = () => {
        for (const [index, { step }] of all.entries()) step(world(index === leader))
      }
      const play: Readonly<Record<string, () => void>> = {
        bad: () => {
          world = bad
        },
        good: () => {
          world = good
        },
        takeover: () => {
          leader = 1 - leader
        },
        restart: () => {
          for (const one of all) one.kill()
          all = [start({ name: 'a' }), start({ name: 'b' })]
        },
        'memory written': state.touch,
        verdict: () => {
          for (const [index, { step }] of all.entries()) step(withVerdict(world(index === leader)))
        },
      }
      for (const one of events) {
        play[one]?.()
        if (one !== 'verdict') steps()
        await advance(40 * SECOND)
      }
      const of = (kind: string) => said.filter((one) => one.endsWith(kind)).map((one) => one.split(' ')[1])
      for (const [index, word] of of('waits').entries()) assert.equal(word, index % 2 === 0 ? 'begun' : 'over')
      assert.ok(of('verdicts').length <= 1)
      for (const one of all) one.kill()
    }),
    { numRuns: Math.ceil(RUNS.numRuns / 4) },
  )
})
