import { sayPlainly } from '../say.ts'

/** What `sayPlainly` leaves and nobody sees: a space of no width, marks of byte order. */
const UNSEEN = /[\u200b\ufeff]/g
const LONGEST_NAME = 80
const LONGEST_LINE = 500

/** On one line, without what steers a screen, turns the direction of a text, or is no character. */
export const plainly = (text: string): string =>
  sayPlainly(text.toWellFormed()).replaceAll(UNSEEN, ' ').replaceAll(/\s+/g, ' ').trim()

/** The title of an event, short. */
export const nameOf = (summary: string): string => cut(plainly(summary), LONGEST_NAME) || 'without a title'

export const lineOf = (text: string): string => cut(plainly(text), LONGEST_LINE)

export const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text
