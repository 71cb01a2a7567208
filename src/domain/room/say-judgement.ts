import { sayTime } from '../instant.ts'
import type { Judgement } from './room.ts'

const percent = (ratio: number) => `${Math.floor(ratio * 1000) / 10} %`

/** The judgement on a node as a sentence that follows the node's name. */
export function sayJudgement(judgement: Judgement, nowMs: number, zone: string): string {
  switch (judgement.at) {
    case 'unusable':
      return judgement.because
    case 'holding':
      return 'holds a placeholder'
    case 'no image':
      return `does not have the users' image ${judgement.image} yet`
    case 'full':
      return `has ${percent(judgement.ratio)} of its ${judgement.resource} free, not more than ${percent(judgement.threshold)}`
    case 'no slot':
      return 'has no free pod slot'
    case 'lacking':
      return `has no free ${judgement.resource} for a placeholder's worth of users`
    case 'seats':
      return judgement.kept
        ? `has ${judgement.free} free seats`
        : 'is empty: the autoscaler may delete it, its seats do not count'
    case 'grace':
      return judgement.empty
        ? `is empty, and counts only from ${sayTime(judgement.untilMs, nowMs, zone)}: the autoscaler may delete it`
        : `has room, and counts from ${sayTime(judgement.untilMs, nowMs, zone)}`
    case 'roomy':
      return `has room: ${percent(judgement.cpu)} of its cpu and ${percent(judgement.memory)} of its memory free`
  }
}
