import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { HistoryView } from '../../../../src/domain/snapshot/history.ts'
import type { PoolView } from '../../../../src/domain/snapshot/pools.ts'
import { picturesOf } from '../../../../src/server/page/picture/picture.ts'
import { userPool } from '../../../support/config.ts'
import { node } from '../../../support/node.ts'
import { snapshotAt } from '../../../support/snapshot.ts'
import { at } from '../../../support/time.ts'
import { historyView } from '../history-view.ts'

function pool(history: HistoryView | undefined, values: object = {}): PoolView {
  const config = userPool({ seat: { requests: { memory: '4Gi' } }, replicas: 1, ...values })
  const events = [{ title: 'Data 8', from: '12:00', to: '14:00', asks: { user: { students: 30 } } }]
  const [view] = snapshotAt('09:00', { config, events, nodes: [node()] }).pools
  assert.ok(view)
  const { history: _, ...rest } = view
  return history ? { ...rest, history } : rest
}
const drawn = (view: PoolView) => picturesOf(view, 'utc', at('09:00'))
const ticksOf = (markup: string) =>
  [...markup.matchAll(/class="tick"[^>]*text-anchor="end">([^<]*)/g)].map(([, text]) => Number(text))

describe('the pictures of a pool', () => {
  const waiting = historyView('08:00', [20, 28, 28, 28, 28, 28], { waiting: [0, 0, 9, 12, 3, 0] })
  it('have one scale of people and one of nodes, for the day and the week', () => {
    const { day, week } = drawn(pool(waiting, { maxPlaceholders: 9 }))
    assert.deepEqual(ticksOf(day?.markup ?? '').slice(0, 3), [0, 20, 40])
    assert.deepEqual(ticksOf(week.markup).slice(0, 3), [0, 20, 40])
    assert.deepEqual(ticksOf(day?.markup ?? '').slice(3, 6), ticksOf(week.markup).slice(3, 6))
    assert.match(week.markup, />9 at most</)
  })
  it('draw who waits on who sits, only where somebody does', () => {
    assert.match(drawn(pool(waiting)).day?.markup ?? '', /class="waiting"/)
    assert.doesNotMatch(drawn(pool(historyView('08:00', [3, 3]))).day?.markup ?? '', /class="waiting"/)
  })
  it('are broken where nobody looked', () => {
    const { day } = drawn(pool(historyView('08:00', [3, null, 3])))
    const [, path = ''] = /class="users" d="([^"]*)"/.exec(day?.markup ?? '') ?? []
    assert.equal(path.match(/M/g)?.length, 2)
  })
  it('say in words what they show', () => {
    const { day, week } = drawn(pool({ ...waiting, longestSeconds: [0, 0, 40, 250, 90, 0] }))
    assert.match(
      day?.markup ?? '',
      /aria-label="Pool user in the last 24 hours: at most 28 people at work, at most 12 waited, the longest 4 min, at most 1 node\. /,
    )
    assert.match(week.markup, /aria-label="Pool user in the coming week: at most 30 people announced, 5 nodes needed/)
  })
  it('have no day, where nothing is remembered', () => assert.equal(drawn(pool(undefined)).day, undefined))
})
