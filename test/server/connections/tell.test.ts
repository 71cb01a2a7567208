import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Registry } from 'prom-client'
import type { RuntimeEvent } from '../../../src/domain/runtime-event.ts'
import { refusals, sayRefusal } from '../../../src/server/connections/tell.ts'
import { MINUTE } from '../../support/time.ts'

function told() {
  const registry = new Registry()
  const events: RuntimeEvent[] = []
  let nowMs = 0
  const tell = refusals({ registry, tell: (event) => events.push(event), clock: () => nowMs })
  return { registry, events, tell, pass: (ms: number) => (nowMs += ms) }
}

const FLOOD = { port: 'http', because: 'address', address: '10.4.1.7' } as const

describe('refused connections', () => {
  it('are counted each, from 0 on', async () => {
    const { registry, tell } = told()
    assert.match(await registry.metrics(), /refused_total\{port="https",because="late"\} 0/)
    tell(FLOOD)
    tell(FLOOD)
    assert.match(await registry.metrics(), /refused_total\{port="http",because="address"\} 2/)
  })
  it('are told once of a flood, and of the next, of each port and reason', () => {
    const { events, tell, pass } = told()
    for (let minute = 0; minute < 60; minute += 1) {
      tell(FLOOD)
      pass(MINUTE)
    }
    assert.equal(events.length, 1)
    tell({ ...FLOOD, port: 'https' })
    assert.equal(events.length, 2)
    tell({ ...FLOOD, because: 'streams' })
    tell({ ...FLOOD, because: 'streams' })
    assert.equal(events.length, 3, 'a page too many does not hide the flood that comes upon it')
    pass(11 * MINUTE)
    tell(FLOOD)
    assert.deepEqual(events.at(-1), {
      type: 'connections refused',
      port: 'http',
      because: sayRefusal(FLOOD.because, FLOOD.address),
    })
    assert.equal(events.length, 4)
  })
  it('are not told where somebody is late: browsers are, and harm nobody', async () => {
    const { registry, events, tell } = told()
    tell({ ...FLOOD, because: 'late' })
    assert.deepEqual(events, [])
    assert.match(await registry.metrics(), /refused_total\{port="http",because="late"\} 1/)
  })
  for (const because of ['address', 'all', 'streams'] as const)
    it(`say whose they are and what becomes of them: ${because}`, () => {
      assert.match(sayRefusal(because, '10.4.1.7'), /10\.4\.1\.7/)
      assert.match(sayRefusal(because, ''), /an address that is gone/)
    })
})
