import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Registry } from 'prom-client'
import type { Sample } from '../../../src/domain/figures/sample.ts'
import { families } from '../../../src/server/metrics/families.ts'
import { samplesOf } from '../../support/metrics/metrics.ts'

describe('what is read at each scrape', () => {
  it('is only what is said then: what is not any more is absent, and not 0', async () => {
    const registry = new Registry()
    let said: readonly Sample<'pool'>[] = [
      { labels: { pool: 'user' }, value: 2 },
      { labels: { pool: 'lab' }, value: 0 },
    ]
    families(registry).shown('nodes', 'Nodes.', ['pool'], () => said)
    assert.deepEqual(await samplesOf({ registry }, 'nodes'), { 'nodes{pool="user"}': 2, 'nodes{pool="lab"}': 0 })
    said = said.slice(1)
    assert.deepEqual(await samplesOf({ registry }, 'nodes'), { 'nodes{pool="lab"}': 0 })
    said = []
    assert.deepEqual(await samplesOf({ registry }, 'nodes'), {})
  })
  it('a number that is not there is absent from the beginning', async () => {
    const registry = new Registry()
    let value: number | undefined
    families(registry).number('age', 'Age.', () => value)
    const seen: unknown[] = []
    for (value of [undefined, 3, 0, undefined]) seen.push((await samplesOf({ registry }, 'age')).age)
    assert.deepEqual(seen, [undefined, 3, 0, undefined])
  })
  it('labels of a person’s making cannot break the format', async () => {
    const registry = new Registry()
    const title = 'a"b\\c\nd'
    families(registry).shown('class', 'Class.', ['class'], () => [{ labels: { class: title }, value: 1 }])
    assert.deepEqual(await samplesOf({ registry }, 'class'), { 'class{class="a\\"b\\\\c\\nd"}': 1 })
  })
})

it('counters begin at 0, and histograms are empty', async () => {
  const registry = new Registry()
  const { counter, histogram } = families(registry)
  counter('told_total', 'Told.').inc(2)
  histogram('took_seconds', 'Took.', [1]).observe(0.5)
  counter('by_pool_total', 'By pool.', ['pool'])
  assert.deepEqual(await samplesOf({ registry }, 'told_total'), { told_total: 2 })
  assert.deepEqual(await samplesOf({ registry }, 'took_seconds'), { took_seconds_sum: 0.5, took_seconds_count: 1 })
  assert.deepEqual(await samplesOf({ registry }, 'by_pool_total'), {})
})
