import type { Boot, Boots } from '../../src/domain/demand/boots.ts'
import { at, MINUTE } from './time.ts'

/** A boot of so many minutes, the `number`th. */
export const boot = (minutes: number, number = 1): Boot => ({
  pod: `pod-${number}`,
  endMs: at('07:00') + number * MINUTE,
  tookMs: minutes * MINUTE,
})

/** One after the other, of so many minutes each. */
export const boots = (...minutes: readonly number[]): Boots => minutes.map((took, index) => boot(took, index + 1))
