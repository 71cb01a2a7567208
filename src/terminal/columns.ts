import stringWidth from 'string-width'

/** So many columns of a terminal a text takes: a wide character two, a combining mark and a colour none. */
export const columnsOf = (text: string): number => stringWidth(text)

const spaces = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - columnsOf(text)))

/** Filled up to so many columns, as `padEnd` does it in characters. */
export const filledUp = (text: string, columns: number): string => text + spaces(text, columns)

/** The same, with the text at the right. */
export const atTheRight = (text: string, columns: number): string => spaces(text, columns) + text
