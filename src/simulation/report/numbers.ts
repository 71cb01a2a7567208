export const sayHours = (hours: number): string => hours.toFixed(1)

/** The difference of the numbers as they are said, so that readers come to the same. */
export const hoursMore = (hours: number, than: number): number => (Math.round(hours * 10) - Math.round(than * 10)) / 10

export const percent = (part: number, whole: number): string =>
  whole > 0 ? `${Math.round((100 * part) / whole)} %` : '0 %'
