import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { RuntimeEvent } from '../../../src/domain/runtime-event.ts'
import { samplesOf, someMetrics } from '../../support/metrics/metrics.ts'

async function after(...events: RuntimeEvent[]): Promise<unknown[]> {
  const told = someMetrics()
  for (const event of events) told.runtime(event)
  return Promise.all(
    ['state_bytes', 'state_limit_bytes', 'state_kept'].map(async (name) => (await samplesOf(told, name))[name]),
  )
}

const leading: RuntimeEvent = { type: 'leading' }
const measured: RuntimeEvent = { type: 'state measured', bytes: 800, mostBytes: 700 }
const lost: RuntimeEvent = { type: 'state not kept', part: 'memory', because: '' }

const TABLE: readonly [name: string, events: RuntimeEvent[], bytes: unknown, limit: unknown, kept: unknown][] = [
  ['nothing yet', [], undefined, undefined, undefined],
  ['it leads, and nothing is measured', [leading], undefined, undefined, 1],
  ['as it is measured', [leading, measured], 800, 700, 1],
  ['the memory is not kept', [leading, measured, lost], 800, 700, 0],
  [
    'the copy of the config is another matter',
    [leading, { type: 'state not kept', part: 'config', because: '' }],
    ...([undefined, undefined, 1] as const),
  ],
  ['kept again', [leading, lost, { type: 'state kept again', part: 'memory' }], undefined, undefined, 1],
  [
    'another replica keeps it',
    [leading, measured, lost, { type: 'following' }],
    ...([undefined, undefined, undefined] as const),
  ],
]

for (const [name, events, ...samples] of TABLE)
  it(`metrics of the state: ${name}`, async () => assert.deepEqual(await after(...events), samples))
