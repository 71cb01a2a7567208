import assert from 'node:assert/strict'
import { it } from 'node:test'
import { statusJson } from '../../../src/server/page/status-json.ts'
import { snapshotAt } from '../../support/snapshot.ts'
import { historyView } from './history-view.ts'

it('the JSON has counts over a day in a line each, and is otherwise as JSON is', () => {
  const [pool, ...others] = snapshotAt('09:00').pools
  assert.ok(pool)
  const history = historyView('08:00', [3, null, 12])
  const snapshot = { ...snapshotAt('09:00'), pools: [{ ...pool, history }, ...others] }
  const text = statusJson(snapshot)
  assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(snapshot)))
  assert.match(text, /^ +"seated": \[ 3, null, 12 \],$/m)
})
