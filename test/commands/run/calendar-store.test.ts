import assert from 'node:assert/strict'
import { it } from 'node:test'
import { calendarStore } from '../../../src/commands/run/calendar-store.ts'
import { asLeader } from '../../kubernetes/support/as-leader.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'

it('the calendar store tells of each write that fails, and once that it works again', async () => {
  await using api = await fakeApi()
  await using connection = await connectTo({ server: api.url })
  const told: string[] = []
  const store = calendarStore({
    asLeader: asLeader(connection),
    namespace: 'hub',
    name: 'warmseats-calendar',
    version: () => '7',
    tell: (event) => told.push('because' in event ? `${event.type}: ${event.because}` : event.type),
  })
  const answers = [200, 403, 200, 200]
  api.serve((exchange) => exchange.answer(answers.shift() ?? 500, { metadata: {} }))
  for (let count = 0; count < 4; count += 1) await store.save({ a: 'b' }).catch(store.onFailed)
  assert.equal(told.length, 2)
  assert.match(told[0] ?? '', /^calendar store failed: .*secrets/)
  assert.equal(told[1], 'calendar store recovered')
})
