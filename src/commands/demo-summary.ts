import { sayDuration } from '../domain/duration.ts'
import type { Tally } from '../simulation/tally.ts'
import { count } from './demo-words.ts'

/** Longer than this feels like a loading screen. */
const PATIENCE_MS = 30_000

export interface Compared {
  readonly with: Tally
  readonly without: Tally
  /** Who came from then on is meant. Epoch ms. */
  readonly sinceMs: number
}

/** What the event was good for, and what it cost. */
export function summary({ with: tallied, without, sinceMs }: Compared): string {
  const [warm, cold] = [waitsOf(tallied, sinceMs), waitsOf(without, sinceMs)]
  const extra = tallied.nodeHours() - without.nodeHours()
  return [
    `${cold.late} of ${count(cold.all, 'student')} waited more than ${PATIENCE_MS / 1000} s without placeholders, ` +
      `${warm.late} with them, ${extra < 0 ? '−' : '+'}${Math.abs(extra).toFixed(1)} node-hours.`,
    `  without: the longest waited ${sayDuration(cold.longestMs)}, ${without.nodeHours().toFixed(1)} node-hours`,
    `  with:    the longest waited ${sayDuration(warm.longestMs)}, ${tallied.nodeHours().toFixed(1)} node-hours`,
  ].join('\n')
}

function waitsOf(tally: Tally, sinceMs: number) {
  const waits = tally.waits().filter(({ arrivedMs }) => arrivedMs >= sinceMs)
  const waited = waits.map(({ waitMs = Number.POSITIVE_INFINITY }) => waitMs)
  return { all: waits.length, late: waited.filter((ms) => ms > PATIENCE_MS).length, longestMs: Math.max(0, ...waited) }
}
