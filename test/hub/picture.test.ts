import assert from 'node:assert/strict'
import { it } from 'node:test'
import { SECOND } from '../support/time.ts'
import type { Measured, Wait } from './measured.ts'
import { hubPicture, sayWaits } from './picture.ts'

const waits = (...seconds: readonly number[]): Wait[] =>
  seconds.map((tookS, index) => ({ atMs: index * 2 * SECOND, tookMs: tookS * SECOND }))

const measured: Measured = {
  day: '2026-03-24',
  machine: '2 cores',
  load: { before: 0.1, after: 0.2 },
  bootMs: 20 * SECOND,
  waits: { ready: waits(1, 1), warm: waits(1, 2.5), cold: waits(24, 22, 20) },
}

it('has a bar for everybody, as high as they waited', () => {
  const picture = hubPicture(measured)
  const heights = (className: string) =>
    [...picture.matchAll(new RegExp(`<rect class="${className}"[^>]* height="([\\d.]+)"`, 'g'))].map(([, height]) =>
      Number(height),
    )
  const [[one = 0], [, warm = 0], cold] = [heights('standing'), heights('prompt'), heights('late')]
  assert.equal(warm.toFixed(3), (2.5 * one).toFixed(3))
  assert.deepEqual(
    cold.map((height) => Math.round(height / one)),
    [24, 22, 20],
  )
})

it('is told to who does not see it, with half of them and nearly all', () => {
  assert.equal(sayWaits(measured.waits.cold), 'half within 22.0 s, 99 % within 24.0 s')
  assert.match(hubPicture(measured), /aria-label="[^"]*Nobody told: half within 22\.0 s, 99 % within 24\.0 s"/)
})
