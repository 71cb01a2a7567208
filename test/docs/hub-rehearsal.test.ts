import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { quantile } from '../bench/statistics.ts'
import { POOLS, readMeasured, type Wait } from '../hub/measured.ts'
import { hubPicture, SHOWN, sayS } from '../hub/picture.ts'
import { SECOND } from '../support/time.ts'
import { between, keeps, table } from './support.ts'

const measured = readMeasured()

const SHARES = [0.5, 0.9, 0.99] as const
const within = (waits: readonly Wait[], share: number) =>
  quantile(
    waits.map(({ tookMs }) => tookMs),
    share,
  )

describe('docs/hub-rehearsal.md', () => {
  it('has the waits of the run that was measured, and the machine', () => {
    const rows = POOLS.map((pool) => [
      SHOWN[pool].name,
      ...SHARES.map((share) => sayS(within(measured.waits[pool], share))),
    ])
    const { day, machine, load, bootMs } = measured
    const where = `${day}, ${machine}, load ${load.before.toFixed(1)} before and ${load.after.toFixed(1)} after; a boot is ${bootMs / SECOND} s.`
    const heads = ['who wait', ...SHARES.map((share) => `${100 * share} % within`)]
    keeps('docs/hub-rehearsal.md', (text) => between(text, 'waits', `${table(heads, rows)}\n\n${where}`))
  })

  it('and its picture', () => keeps('docs/hub-rehearsal.svg', () => hubPicture(measured)))

  it('and what it says of them is so', () => {
    const { ready, warm, cold } = measured.waits
    assert.ok(within(warm, 0.99) <= within(ready, 0.99) + 3 * SECOND)
    assert.ok(within(cold, 0.99) >= measured.bootMs)
  })
})
