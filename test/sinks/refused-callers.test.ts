import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import pino from 'pino'
import type { RefusedCaller } from '../../src/domain/profiles/known/profiles-event.ts'
import { refusedCallersLog } from '../../src/sinks/refused-callers.ts'
import { MINUTE } from '../support/time.ts'

const HUB: RefusedCaller = { account: 'hub/hub', address: '10.0.2.9', status: 401, because: 'it has expired' }

function world() {
  const lines: Record<string, unknown>[] = []
  let nowMs = 0
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => lines.push(JSON.parse(line)) })
  const refuse = refusedCallersLog(log, () => nowMs)
  return { lines, refuse, pass: (ms: number) => (nowMs += ms) }
}

describe('callers that are refused, in the log', () => {
  it('the first one at once, with who, from where and why', () => {
    const { lines, refuse } = world()
    refuse(HUB)
    assert.deepEqual(lines, [{ level: 40, ...HUB, times: 1, elsewhere: 0, msg: 'caller refused' }])
  })

  it('the same address once a minute, with how often it was since', () => {
    const { lines, refuse, pass } = world()
    for (let second = 0; second < 150; second += 1) {
      refuse(HUB)
      pass(1000)
    }
    assert.deepEqual(
      lines.map(({ times }) => times),
      [1, 60, 60],
    )
  })

  it('a flood from one address hides no other one, whatever it writes into its tokens', () => {
    const { lines, refuse } = world()
    for (let number = 0; number < 2000; number += 1) refuse({ ...HUB, account: `hub/a${number}`, address: '10.0.9.9' })
    refuse(HUB)
    assert.deepEqual(
      lines.map(({ address }) => address),
      ['10.0.9.9', '10.0.2.9'],
    )
  })

  it('twenty addresses a minute, and how many refusals that leaves out', () => {
    const { lines, refuse, pass } = world()
    for (let number = 0; number < 50; number += 1) refuse({ ...HUB, address: `10.0.3.${number}` })
    assert.equal(lines.length, 20)
    pass(MINUTE)
    refuse({ ...HUB, address: '10.0.3.49' })
    assert.deepEqual([lines.length, lines.at(-1)?.times, lines.at(-1)?.elsewhere], [21, 1, 30])
  })

  it('an address that was not heard of for ten minutes begins anew', () => {
    const { lines, refuse, pass } = world()
    refuse(HUB)
    refuse(HUB)
    pass(10 * MINUTE)
    refuse({ ...HUB, address: '10.0.3.1' })
    refuse(HUB)
    assert.equal(lines.at(-1)?.times, 1)
  })
})
