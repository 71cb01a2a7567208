import type { CalendarPart } from '../calendar/merge-calendars.ts'
import { given } from '../given.ts'

/** How one calendar is, by its name as messages have it. */
export interface CalendarFigure {
  readonly calendar: string
  /** It could be read when it was last tried. */
  readonly isUp: boolean
  /** When it last could, whether or not it brought news. Epoch ms; missing: never, as far as anybody remembers. */
  readonly lastSuccessMs?: number
}

/**
 * Of those that were tried: what is still being read for the first time says nothing, nor does the schedule, which is in the values.
 * @param heardMs when each last answered, by name
 */
export const calendarFigures = (
  parts: readonly CalendarPart[],
  heardMs: ReadonlyMap<string, number>,
): CalendarFigure[] => parts.flatMap((part) => figureOf(part, heardMs.get(part.name) ?? 0) ?? [])

function figureOf({ name, state: { health } }: CalendarPart, heardMs: number): CalendarFigure | undefined {
  switch (health.at) {
    case 'none':
    case 'loading':
      return undefined
    case 'good':
      return { calendar: name, isUp: true, lastSuccessMs: Math.max(health.readMs, heardMs) }
    case 'failing':
      return { calendar: name, isUp: false, ...given({ lastSuccessMs: health.lastGoodMs }) }
  }
}
