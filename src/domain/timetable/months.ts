import { folded } from '../calendar/description/words/fold.ts'
import { daysFromCivil } from '../calendar/text/wall-time.ts'
import { DAY_MS } from '../duration.ts'

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'cs']

/** Names of months, whole and short, in the languages that the engine knows; folded, without dots. */
const MONTHS: ReadonlyMap<string, number> = new Map(
  LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).flatMap((month) => {
      // A day beside it, since some languages then have another form.
      const formats = [{ month }, { month, day: 'numeric' as const }].map(
        (options) => new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }),
      )
      return Array.from({ length: 12 }, (_, index) => index).flatMap((index) =>
        formats.flatMap((format) => {
          const part = format.formatToParts(daysFromCivil(2026, index + 1, 15) * DAY_MS)
          const name = part.find(({ type }) => type === 'month')?.value ?? ''
          return [[plain(name), index + 1] as const]
        }),
      )
    }),
  ).filter(([name]) => /^\p{L}+$/u.test(name)),
)

/** @returns 1 to 12 */
export const monthNamed = (word: string): number | undefined => MONTHS.get(plain(word))

function plain(word: string): string {
  return folded(word).replaceAll('.', '')
}
