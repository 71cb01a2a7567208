import type { NamedVerdict } from '../../src/domain/verdict/verdict.ts'
import { at } from './time.ts'

/** Of a class at nine for which 338 of 350 came, and nobody waited. */
export const verdict = (more: Partial<NamedVerdict> = {}): NamedVerdict => ({
  pool: 'user',
  uid: 'data8',
  title: 'Data 8',
  startMs: at('09:00'),
  announced: 350,
  came: 338,
  late: 0,
  longestMs: 0,
  ...more,
})
