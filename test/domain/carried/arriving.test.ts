import assert from 'node:assert/strict'
import { it } from 'node:test'
import { arrivingUntil } from '../../../src/domain/carried/arriving.ts'
import { userPool } from '../../support/config.ts'
import { observed } from '../../support/observed.ts'
import { at } from '../../support/time.ts'

const { timeline } = observed({
  config: userPool({ leadTime: '10m' }),
  events: [{ asks: { user: 2 }, from: '09:00', to: '10:00' }],
})
const table: [string, string | undefined][] = [
  ['08:49', undefined],
  ['08:50', '09:15'],
  ['09:14', '09:15'],
  ['09:15', undefined],
  ['10:30', undefined],
]
for (const [time, until] of table)
  it(`at ${time} a class of 09:00 comes ${until === undefined ? 'not' : `until ${until}`}`, () =>
    assert.equal(arrivingUntil(timeline, 'user', at(time)), until === undefined ? undefined : at(until)))
it("another pool's class is none of its own", () =>
  assert.equal(arrivingUntil(timeline, 'gpu', at('09:00')), undefined))
