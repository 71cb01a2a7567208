import type { NamedVerdict } from '../../../src/domain/verdict/verdict.ts'
import { at } from '../scenario/support.ts'

/** A class at nine to which all came whom it announced, and nobody waited. */
export const verdict = (more: Partial<NamedVerdict> = {}): NamedVerdict => ({
  pool: 'user',
  uid: 'abc',
  title: 'Data 8',
  startMs: at('09:00'),
  announced: 30,
  came: 30,
  late: 0,
  longestMs: 0,
  readyAtStart: 32,
  allReadyMs: -600_000,
  cost: { paid: 2, used: 1.5, oracle: 1.8 },
  ...more,
})

/** The cells of each row of the first table, without their markup. */
export const cellsOf = (markup: string): string[][] =>
  [...(markup.split('</table>')[0] ?? '').matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell.replaceAll(/<[^>]*>/g, '')),
  )
