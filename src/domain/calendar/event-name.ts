/** How sentences call an event. */
export const titleOf = ({ summary }: { readonly summary: string }): string => summary || 'without a title'

export const sayEvent = ({ summary, uid }: { readonly summary: string; readonly uid: string }): string =>
  `event ${sayTitle(titleOf({ summary }))} (uid ${uid})`

/** So many names are said of a list. */
export const NAMED = 3

/** `"Biology" and "Physics"`. A calendar may hold titles of any number and length, an annotation and a log line may not. */
export const sayTitles = (titles: readonly string[]): string =>
  `${titles.slice(0, NAMED).map(sayTitle).join(' and ')}${titles.length > NAMED ? ' and others' : ''}`

const sayTitle = (title: string): string => `"${title.length > 80 ? `${title.slice(0, 79).toWellFormed()}…` : title}"`
