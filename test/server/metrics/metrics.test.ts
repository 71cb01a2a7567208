/** What Prometheus scrapes, as a whole. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { samplesOf, someMetrics } from '../../support/metrics/metrics.ts'
import { stepAt } from '../../support/snapshot.ts'

it('has the process in it', async () => {
  const text = await someMetrics().registry.metrics()
  assert.match(text, /^process_cpu_seconds_total /m)
  assert.match(text, /^# TYPE warmseats_utilization_goal_nodes gauge$/m)
})

it('each has its own registry', async () => {
  const [one, other] = [someMetrics(), someMetrics()]
  one.step(stepAt('09:00'))
  assert.deepEqual(await samplesOf(one, 'decisions_total'), { decisions_total: 1 })
  assert.deepEqual(await samplesOf(other, 'decisions_total'), { decisions_total: 0 })
})

it('names nobody: no label has the name of a person, a pod or a node', async () => {
  const told = someMetrics()
  told.step(stepAt('09:00'))
  const labels = (await told.registry.getMetricsAsJSON())
    .filter(({ name }) => name.startsWith('warmseats_'))
    .flatMap(({ values }) => values.flatMap((one) => Object.keys(one.labels)))
  const KNOWN = 'calendar class effect kind le outcome pool resource source state type unit verdict version'.split(' ')
  assert.deepEqual(
    [...new Set(labels)].filter((label) => !KNOWN.includes(label)),
    [],
  )
})
