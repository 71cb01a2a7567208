const DAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']
const DAY_MINUTES = 24 * 60

/** `Tuesdays 09:00`. @param weekday 1 Monday to 7 Sunday */
export const sayWeekly = (weekday: number, minute: number): string => `${DAYS[weekday - 1]} ${sayMinute(minute)}`

/** `Thursdays 12:30`. @param index of the half-hour, from Monday midnight */
export const sayHalfHour = (index: number): string => sayWeekly(Math.floor(index / 48) + 1, (index % 48) * 30)

/** `09:01`: a minute of the day, or of the days beside. */
export function sayMinute(minute: number): string {
  const ofDay = ((Math.round(minute) % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES
  return [Math.floor(ofDay / 60), ofDay % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
