import { sayTime } from '../instant.ts'
import type { Verdict } from './room.ts'

const percent = (ratio: number) => `${Math.floor(ratio * 1000) / 10} %`

/** The verdict on a node as a sentence that follows the node's name. */
export function sayVerdict(verdict: Verdict, nowMs: number, zone: string): string {
  switch (verdict.at) {
    case 'unusable':
      return verdict.because
    case 'holding':
      return 'holds a placeholder'
    case 'full':
      return `has ${percent(verdict.ratio)} of its ${verdict.resource} free, not more than ${percent(verdict.threshold)}`
    case 'no slot':
      return 'has no free pod slot'
    case 'lacking':
      return `has no free ${verdict.resource} for a placeholder's worth of users`
    case 'seats':
      return verdict.kept
        ? `has ${verdict.free} free seats`
        : 'is empty: the autoscaler may delete it, its seats do not count'
    case 'grace':
      return verdict.empty
        ? `is empty, and counts only from ${sayTime(verdict.untilMs, nowMs, zone)}: the autoscaler may delete it`
        : `has room, and counts from ${sayTime(verdict.untilMs, nowMs, zone)}`
    case 'roomy':
      return `has room: ${percent(verdict.cpu)} of its cpu and ${percent(verdict.memory)} of its memory free`
  }
}
