/** What the product says became of each class of every scenario that is shipped, held to what the cluster itself counted. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, it } from 'node:test'
import { LONG_WAIT_MS, MINUTE_MS } from '../../src/domain/duration.ts'
import { FROM_MS, TO_MS } from '../../src/domain/forecast/bins.ts'
import type { NamedVerdict } from '../../src/domain/verdict/verdict.ts'
import type { Played } from '../../src/simulation/played.ts'
import { WARMSEATS } from '../../src/simulation/policies/policy.ts'
import { played as playedOf } from './kept/kept.ts'
import { SHIPPED, shipped } from './scenario/support.ts'

const NAMES = readdirSync(SHIPPED)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''))

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)

/** Of several classes at one time nobody can tell whose people somebody was: only what they add up to is a truth. */
const momentsOf = ({ verdicts }: Played) => [...Map.groupBy(verdicts, ({ startMs }) => startMs)]

const whoCame = ({ everybody }: Played, startMs: number) =>
  everybody.filter(({ atMs }) => startMs + FROM_MS <= atMs && atMs < startMs + TO_MS)

function checkPeople(played: Played, startMs: number, verdicts: readonly NamedVerdict[]): void {
  const own = whoCame(played, startMs)
  const waited = own.filter(({ waitedMs }) => waitedMs > LONG_WAIT_MS)
  const said = [sumOf(verdicts.map(({ came }) => came)), sumOf(verdicts.map(({ late }) => late))]
  assert.deepEqual(said, [own.length, waited.length], 'came, and waited for more than 30 s')
  // Who waits still is told of as far as it is known.
  const longestMs = Math.max(0, ...waited.map(({ atMs, waitedMs }) => Math.min(waitedMs, startMs + TO_MS - atMs)))
  const saidMs = Math.max(...verdicts.map((one) => one.longestMs))
  assert.ok(Math.abs(saidMs - longestMs) <= 2000, `the longest waited ${longestMs}, said is ${saidMs}`)
}

function checkSeats(played: Played, startMs: number, verdicts: readonly NamedVerdict[]): void {
  const own = whoCame(played, startMs)
  const openAt = (ms: number): number => {
    const sample = played.samples.find(({ atMs }) => atMs === ms)
    assert.ok(sample)
    return Math.max(0, sample.seats - sample.users - sample.waiting)
  }
  const seatedBy = (ms: number): number =>
    own.filter(({ atMs, waitedMs }) => atMs < ms && waitedMs <= LONG_WAIT_MS).length
  const thereAt = (ms: number): number => openAt(ms) + seatedBy(ms)
  const said = sumOf(verdicts.map(({ readyAtStart = 0 }) => readyAtStart))
  // Who comes in the seconds of a look holds a seat that is still open, or two of these.
  const atOnce = own.filter(({ atMs }) => Math.abs(atMs - startMs) < MINUTE_MS / 4).length
  assert.ok(Math.abs(said - thereAt(startMs)) <= 2 + atOnce, `${thereAt(startMs)} seats were ready, said is ${said}`)
  const minutes = Array.from({ length: (TO_MS - FROM_MS) / MINUTE_MS }, (_, at) => FROM_MS + at * MINUTE_MS)
  const readyMs = minutes.find((ms) => thereAt(startMs + ms) >= own.length)
  for (const { allReadyMs } of verdicts) {
    assert.equal(allReadyMs === undefined, readyMs === undefined, `seats for all: ${readyMs}, said is ${allReadyMs}`)
    if (allReadyMs === undefined || readyMs === undefined) continue
    assert.ok(Math.abs(allReadyMs - readyMs) <= MINUTE_MS, `seats for all at ${readyMs}, said is ${allReadyMs}`)
  }
}

describe('the verdict of each class is what happened', () => {
  for (const name of NAMES)
    it(name, async () => {
      const { scenario, events } = await shipped(name)
      const played = await playedOf(scenario, WARMSEATS)
      const classes = events.filter(({ description }) => /students/.test(description))
      assert.deepEqual(
        played.verdicts.map(({ title, startMs }) => [startMs, title]).sort(),
        classes.map(({ title, fromMs }) => [fromMs, title]).sort(),
        'one for each class that asked for students',
      )
      for (const [startMs, verdicts] of momentsOf(played)) {
        checkPeople(played, startMs, verdicts)
        checkSeats(played, startMs, verdicts)
      }
    })
})
