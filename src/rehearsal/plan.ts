import { MINUTE_MS } from '../domain/duration.ts'

/** Who is to come, and how long everything may take. */
export interface Plan {
  /** Names this rehearsal among others. */
  readonly run: string
  readonly pool: string
  readonly users: number
  /** From the first arrival to the last. */
  readonly overMs: number
  /** How long after the last arrival somebody may wait for a seat before we give up. */
  readonly patienceMs: number
  /** How long they stay once everybody has a seat. */
  readonly keepMs: number
}

/** For what a rehearsal needs beside: creating the last pods, taking all of them away. */
const MARGIN_MS = MINUTE_MS

/** When each comes, from the first arrival on: evenly spread, the first at once, the last at the end of `overMs`. */
export const arrivalsOf = ({ users, overMs }: Plan): number[] =>
  Array.from({ length: users }, (_, index) => (users === 1 ? 0 : Math.round((index * overMs) / (users - 1))))

/** After so long nothing of it may be left, whatever has become of us. */
export const lifeMs = ({ overMs, patienceMs, keepMs }: Plan): number => overMs + patienceMs + keepMs + MARGIN_MS
