import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Limit } from '../../../src/domain/fit/pool-limits.ts'
import type { TriedPool } from '../../../src/domain/trial/tried-pool.ts'
import { planSection } from '../../../src/server/try/plan.ts'
import { triedPool } from './support.ts'

const drawn = (pool: TriedPool) => planSection(pool, { zone: 'utc', nowMs: 0 }).markup
const rows = (markup: string) =>
  [...markup.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell.replaceAll(/<[^>]*>/g, '')),
  )
const SEEN: Limit = { by: 'seen', of: 'nodes', most: 5, because: 'the most seen so far', isSeen: true }

describe('the plan around an event', () => {
  it('is a picture, and the same as a table', () => {
    const markup = drawn(triedPool('user: {students: 120}'))
    assert.match(markup, /role="img" aria-label="What pool user needs around the event, in nodes"/)
    assert.match(markup, />12 at most</)
    assert.deepEqual(rows(markup), [
      ['From', 'Until', 'Nodes', 'For'],
      ['Tue 24 Mar 06:50', 'Tue 24 Mar 09:50', '0', 'the config'],
      ['Tue 24 Mar 09:50', 'Tue 24 Mar 10:20', '8', 'Data 8'],
      ['Tue 24 Mar 10:20', 'Tue 24 Mar 11:00', '10', 'Data 8, Physics'],
      ['Tue 24 Mar 11:00', 'Tue 24 Mar 12:00', '3', 'Physics'],
      ['Tue 24 Mar 12:00', 'Tue 24 Mar 14:00', '0', 'the config'],
    ])
  })
  it('is beside the most nodes that were ever seen', () =>
    assert.match(drawn({ ...triedPool('user: {students: 120}'), limits: [SEEN] }), />5 the most seen so far</))
  it('is in what is known: in seats while nobody has told what one is', () => {
    const { scale, ...pool } = triedPool('user: {students: 120}')
    const { seat: _, ...unseated } = scale
    const markup = drawn({ ...pool, scale: unseated })
    assert.match(markup, />seats needed, of an empty pool, /)
    assert.deepEqual(rows(markup)[2]?.slice(2), ['120', 'Data 8'])
  })
})
