import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Registry } from 'prom-client'
import type { RuntimeEvent } from '../../src/domain/runtime-event.ts'
import { stateMetrics } from '../../src/server/state-metrics.ts'

async function after(...events: RuntimeEvent[]): Promise<Record<string, number | undefined>> {
  const registry = new Registry()
  const tell = stateMetrics(registry)
  for (const event of events) tell(event)
  const all = await registry.getMetricsAsJSON()
  return Object.fromEntries(all.map(({ name, values }) => [name.slice('warmseats_state_'.length), values[0]?.value]))
}

const measured: RuntimeEvent = { type: 'state measured', bytes: 800, mostBytes: 700 }

const TABLE: readonly [name: string, events: RuntimeEvent[], bytes: number, limit: number, failing: number][] = [
  ['nothing yet', [], 0, 0, 0],
  ['as it is measured', [measured], 800, 700, 0],
  ['the memory is not kept', [measured, { type: 'state not kept', part: 'memory', because: '' }], 800, 700, 1],
  ['the copy of the config is another matter', [{ type: 'state not kept', part: 'config', because: '' }], 0, 0, 0],
  [
    'kept again',
    [
      { type: 'state not kept', part: 'memory', because: '' },
      { type: 'state kept again', part: 'memory' },
    ],
    ...([0, 0, 0] as const),
  ],
  [
    'another replica keeps it',
    [measured, { type: 'state not kept', part: 'memory', because: '' }, { type: 'following' }],
    ...([0, 0, 0] as const),
  ],
]

for (const [name, events, bytes, limit_bytes, failing] of TABLE)
  it(`metrics of the state: ${name}`, async () =>
    assert.deepEqual(await after(...events), { bytes, limit_bytes, failing }))
