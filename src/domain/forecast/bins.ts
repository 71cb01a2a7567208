import { MINUTE_MS } from '../duration.ts'

/** How people come to a class is counted in bins of five minutes, from half an hour before its start on. */
export const BIN_MS = 5 * MINUTE_MS
export const BINS = 15
/** Relative to the start: who comes from here on is one of the class's; who is not there at the end does not come. */
export const FROM_MS = -30 * MINUTE_MS
export const TO_MS = FROM_MS + BINS * BIN_MS
/** Along the curve room is held so much longer before it is needed: cheaper than a margin of people. */
export const PAD_MS = 4 * MINUTE_MS
/** And by so much more as long as nobody knows how people come here; before an exam twice as much, for all come early. */
export const UNSURE_MS = 6 * MINUTE_MS
export const LONGEST_PAD_MS = PAD_MS + 2 * UNSURE_MS
