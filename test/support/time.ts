/** Times of the tests. Their day is Tuesday 2026-03-24, their zone UTC. */
export { DAY_MS as DAY, HOUR_MS as HOUR, MINUTE_MS as MINUTE, SECOND_MS as SECOND } from '../../src/domain/duration.ts'

/** Epoch ms of a time of the tests' day (`09:00`, `08:59:30`) or of a whole ISO instant (`2026-03-25T10:00:00Z`). */
export const at = (time: string): number => {
  const ms = Date.parse(time.includes('T') ? time : `2026-03-24T${time}Z`)
  if (Number.isNaN(ms)) throw new Error(`not a time: ${time}`)
  return ms
}

/** The instant as the API writes it. */
export const iso = (ms: number): string => new Date(ms).toISOString()
