import assert from 'node:assert/strict'
import { it } from 'node:test'
import { userPool } from '../../support/config.ts'
import { samplesOf, someMetrics } from '../../support/metrics/metrics.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, HOUR } from '../../support/time.ts'
import { verdict } from '../../support/verdict.ts'

const config = userPool({}, { forecast: { reactions: 'on' } })
const step = (time: string, ...verdicts: readonly ReturnType<typeof verdict>[]) => {
  const made = stepAt(time, { config, events: [{ title: 'Data 8', asks: { user: { students: 350 } } }] })
  return { ...made, decision: { ...made.decision, verdicts } }
}
const PAID = { paid: 26, used: 15, oracle: 18 }
const LATE = verdict({ late: 12, longestMs: 290_000, readyAtStart: 280, cost: PAID })

it('a class that is on is announced against come, and has no verdict yet', async () => {
  const told = someMetrics({ now: () => at('09:02') })
  told.step(step('09:02'))
  assert.deepEqual(await samplesOf(told, 'class_announced_users'), {
    'class_announced_users{pool="user",class="Data 8"}': 350,
  })
  assert.deepEqual(await samplesOf(told, 'class_came_users'), { 'class_came_users{pool="user",class="Data 8"}': 0 })
  for (const name of ['late_users', 'ready_seats', 'longest_wait_duration_seconds', 'start_timestamp_seconds'])
    assert.deepEqual(await samplesOf(told, `class_${name}`), {}, name)
})

it('then it has its verdict, and an hour later none of it is there', async () => {
  let nowMs = at('09:45')
  const told = someMetrics({ now: () => nowMs })
  told.step(step('09:45', LATE))
  const OF = '{pool="user",class="Data 8"}'
  const shown = async () =>
    Promise.all(
      [
        'announced_users',
        'came_users',
        'late_users',
        'ready_seats',
        'longest_wait_duration_seconds',
        'start_timestamp_seconds',
      ].map(async (name) => (await samplesOf(told, `class_${name}`))[`class_${name}${OF}`]),
    )
  assert.deepEqual(await shown(), [350, 338, 12, 280, 290, at('09:00') / 1000])
  nowMs += HOUR
  assert.deepEqual(await shown(), Array.from({ length: 6 }))
})

it('a class in which nobody was late has no longest wait, rather than one of 0', async () => {
  const told = someMetrics({ now: () => at('09:45') })
  told.step(step('09:45', verdict()))
  assert.deepEqual(await samplesOf(told, 'class_late_users'), { 'class_late_users{pool="user",class="Data 8"}': 0 })
  assert.deepEqual(await samplesOf(told, 'class_longest_wait_duration_seconds'), {})
})

it('over many classes people, the late ones and the nodes add up', async () => {
  const told = someMetrics({ now: () => at('09:45') })
  told.step(step('09:02'))
  const before = await samplesOf(told, 'class_users_total')
  assert.deepEqual(before, { 'class_users_total{pool="user"}': 0 }, 'there before the first, so that it is an increase')
  told.step(step('09:45', LATE, verdict({ uid: 'b' }), verdict({ uid: 'c', came: 0 })))
  told.step(step('09:46'))
  const totals = await Promise.all(
    ['class_users_total', 'class_late_users_total', 'warm_node_paid_seconds_total', 'warm_node_used_seconds_total'].map(
      async (name) => (await samplesOf(told, name))[`${name}{pool="user"}`],
    ),
  )
  assert.deepEqual(totals, [676, 12, 26 * 3600, 15 * 3600])
  assert.deepEqual(await samplesOf(told, 'class_verdicts_total'), {
    'class_verdicts_total{pool="user",verdict="late"}': 1,
    'class_verdicts_total{pool="user",verdict="nobody_late"}': 1,
    'class_verdicts_total{pool="user",verdict="nobody_came"}': 1,
  })
})
