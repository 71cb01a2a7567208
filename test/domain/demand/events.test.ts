import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eventsOf } from '../../../src/domain/demand/events.ts'
import { userPool } from '../../support/config.ts'
import { observed } from '../../support/observed.ts'
import { at } from '../../support/time.ts'

it('each once with the pools that it asks of, by its own times; what asks for nothing is none', () => {
  const { timeline } = observed({
    config: userPool({}),
    events: [
      { title: 'Later', from: '12:00', to: '13:00', asks: { user: { students: 3 } } },
      { title: 'Midterm', from: '09:00', to: '11:00', asks: { user: { students: 30, seats: 4 } } },
      { title: 'Holiday', from: '09:00', to: '11:00', asks: {} },
    ],
  })
  assert.deepEqual(eventsOf(timeline), [
    { title: 'Midterm', pools: ['user'], startMs: at('09:00'), endMs: at('11:00') },
    { title: 'Later', pools: ['user'], startMs: at('12:00'), endMs: at('13:00') },
  ])
})
