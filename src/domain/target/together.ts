import type { SpareRoom } from '../settings/config.ts'
import type { PeopleTarget } from './people-target.ts'

interface Together {
  readonly placeholders: number
  readonly withoutRoom: number
  readonly sentences: readonly string[]
}

/** The one place that adds: spare room, and what a class needs. Placeholders, or nodes. */
export const together = (spare: number, forClass: number, spareRoom: SpareRoom): number =>
  spareRoom === 'within' ? Math.max(spare, forClass) : spare + forClass

/**
 * Spare room and a class as one: the class has its seats, and whoever comes finds the spare room beside them.
 * @param people what is asked in people's units; of these the largest counts, for they are the same people
 * @param isAsked somebody asks for spare room; what asks for nothing explains nothing, unless it is all there is
 */
export function besideEachOther(spare: PeopleTarget, people: readonly PeopleTarget[], isAsked: boolean): Together {
  const beside = forClass(people)
  const said = people.map(({ because }) => because)
  const isBoth = spare.placeholders > 0 && beside > 0
  const sentences = isBoth
    ? [`${spare.placeholders} for whoever comes: ${spare.because}`, `${beside} beside: ${said.join('; ')}`]
    : [...(speaks(spare, people, isAsked) ? [spare.because] : []), ...said]
  return {
    placeholders: together(spare.placeholders, beside, 'beside'),
    withoutRoom: together(spare.withoutRoom, largest(people, 'withoutRoom'), 'beside'),
    sentences,
  }
}

/** `spareRoom: within`, the largest of all counts. */
export function largerOf(spare: PeopleTarget, people: readonly PeopleTarget[], isAsked: boolean): Together {
  const said = people.map(({ because }) => because)
  return {
    placeholders: together(spare.placeholders, forClass(people), 'within'),
    withoutRoom: together(spare.withoutRoom, largest(people, 'withoutRoom'), 'within'),
    sentences: speaks(spare, people, isAsked) ? [spare.because, ...said] : said,
  }
}

const speaks = ({ placeholders }: PeopleTarget, people: readonly PeopleTarget[], isAsked: boolean): boolean =>
  people.length === 0 || isAsked || placeholders > forClass(people)

/** Of what is asked in people's units the largest counts: they are the same people. */
export const forClass = (people: readonly PeopleTarget[]): number => largest(people, 'placeholders')

const largest = (people: readonly PeopleTarget[], of: 'placeholders' | 'withoutRoom'): number =>
  Math.max(0, ...people.map((one) => one[of]))
