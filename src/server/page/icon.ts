import type { Verdict } from '../../domain/snapshot/verdict.ts'
import { svg } from '../../markup/markup.ts'

const COLOURS: Readonly<Record<Verdict['state'], string>> = {
  well: '#3f8f5b',
  waiting: '#8a94a3',
  warning: '#d99a1c',
  bad: '#c8372d',
}

/** A dot in the colour of the verdict, for a tab that is always open. */
export const iconOf = (state: Verdict['state']): string =>
  `data:image/svg+xml,${encodeURIComponent(dot(COLOURS[state]).markup)}`

const dot = (colour: string) =>
  svg`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="${colour}"/></svg>`
