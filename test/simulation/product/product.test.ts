/** What survives the product's process, and what survives its calendar. */

import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Scenario } from '../../../src/simulation/scenario/scenario.ts'
import { simulate } from '../../../src/simulation/simulation.ts'
import { MINUTE } from '../../support/time.ts'
import { MIDTERM, midterm } from '../scenario/midterm.ts'
import { several } from '../support.ts'

const at = (time: string): number => Date.parse(`2026-03-24T${time}Z`)

async function writes(scenario: Scenario): Promise<string[]> {
  const { happenings$, advance, clock } = simulate(scenario)
  const seen: string[] = []
  happenings$.subscribe((happening) => {
    if (happening.type !== 'outcome') return
    const { action, effect } = happening.outcome
    seen.push(`${Math.round((clock.now() - MIDTERM.startMs) / 1000)} ${effect.at} ${action.because}`)
  })
  await advance(MIDTERM.endMs)
  return seen
}

it('restarts change nothing: no grace period begins anew, no count wavers', async () => {
  const undisturbed = await writes(await midterm())
  const restartsMs = several(8, (one) => MIDTERM.startMs + one * 8 * MINUTE + 1234)
  assert.deepEqual(await writes({ ...(await midterm()), restartsMs }), undisturbed)
})

it('a calendar that is away in the middle of an event changes nothing, its end included', async () => {
  const base = await midterm()
  const undisturbed = await writes(base)
  for (const kind of ['error', 'timeout'] as const) {
    const outages = [{ fromMs: at('08:52:00'), toMs: at('09:25:00'), kind }]
    assert.deepEqual(await writes({ ...base, calendar: { text: base.calendar?.text ?? '', outages } }), undisturbed)
  }
})

it('a calendar that cannot be read before the event is missed, and found when it is back', async () => {
  const base = await midterm()
  const outages = [{ fromMs: 0, toMs: at('08:53:00'), kind: 'error' as const }]
  const seen = await writes({ ...base, calendar: { text: base.calendar?.text ?? '', outages } })
  const asked = seen.find((write) => write.includes('"Midterm"'))
  const second = Number(asked?.split(' ')[0])
  assert.ok(second >= 35 * 60 && second < 41 * 60, `asked at ${second} s: ${seen.join('\n')}`)
})
