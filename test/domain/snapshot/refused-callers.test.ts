import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { RefusedCaller } from '../../../src/domain/profiles/known/profiles-event.ts'
import { type RefusedCallers, refusedAgain } from '../../../src/domain/snapshot/refused-callers.ts'
import { config } from '../../support/config.ts'
import { snapshotAt } from '../../support/snapshot.ts'
import { at, MINUTE } from '../../support/time.ts'

const enabled = config({ profiles: { enabled: true, webhook: { enabled: false }, api: { enabled: true } } })
const refused = (more: Partial<RefusedCaller> = {}): RefusedCaller => ({
  account: 'hub/hub',
  address: '10.0.2.9',
  status: 401,
  because: 'this token of hub/hub is not for warmseats',
  ...more,
})
const after = (all: readonly (readonly [RefusedCaller, number])[]) =>
  all.reduce<RefusedCallers>((before, [one, atMs]) => refusedAgain(before, one, atMs), new Map())

describe('callers of the profiles API that are refused', () => {
  const said = (refusedCallers: RefusedCallers, world = { config: enabled }) =>
    snapshotAt('09:02', world, { refusedCallers }).problems.map(
      ({ level, where, text }) => `${level} ${where}: ${text}`,
    )

  it('are a problem that says who, from where, how often and why', () => {
    assert.deepEqual(said(after([[refused(), at('09:02')]])), [
      'warning profiles API: who asks as hub/hub from 10.0.2.9 is refused: this token of hub/hub is not for warmseats',
    ])
    const twice = after([
      [refused({ account: undefined, because: 'first' }), at('09:01')],
      [refused({ account: undefined, because: 'second' }), at('09:02')],
    ])
    assert.deepEqual(said(twice), ['warning profiles API: who asks from 10.0.2.9 is refused (2 times): second'])
  })

  it('until nobody was refused there for ten minutes', () => {
    const once = after([[refused(), at('08:52') + 1]])
    assert.equal(said(once).length, 1)
    assert.deepEqual(said(after([[refused(), at('08:52')]])), [])
  })

  it('only where the API is enabled', () => {
    const once = after([[refused(), at('09:02')]])
    assert.deepEqual(said(once, { config: config({ profiles: { enabled: true, webhook: { enabled: false } } }) }), [])
    assert.deepEqual(said(once, { config: config({ profiles: { api: { enabled: true } } }) }), [])
  })

  it('of many addresses the latest five, and how many more; twenty are kept', () => {
    const many = after(
      Array.from({ length: 30 }, (_, number) => [refused({ address: `10.0.3.${number}` }), at('09:02')] as const),
    )
    assert.equal(many.size, 20)
    const all = said(many)
    assert.equal(all.length, 6)
    assert.match(all[0] ?? '', /from 10\.0\.3\.29/)
    assert.match(all[5] ?? '', /callers at 15 more addresses are refused; the log has them/)
  })

  it('a flood from one address hides no other one', () => {
    const flood = Array.from({ length: 1000 }, (_, number) =>
      refused({ account: `hub/a${number}`, address: '10.0.9.9' }),
    )
    const all = after([refused(), ...flood].map((one) => [one, at('09:02') - MINUTE] as const))
    assert.match(
      said(all).join('\n'),
      /as hub\/a999 from 10\.0\.9\.9 is refused \(1000 times\)[\s\S]*as hub\/hub from 10\.0\.2\.9/,
    )
  })
})
