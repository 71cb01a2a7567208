import { z } from 'zod'
import { given } from '../domain/given.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { sayNoClass } from '../domain/say.ts'
import { parseSelector } from '../domain/scheduling/selector.ts'
import type { NamedClass } from '../domain/settings/named-class.ts'
import * as field from './fields.ts'

/** `classes` of the values, and `who` that names one of them. */

const namedClass = z.looseObject({
  image: z.string().nullish().describe('What a container of theirs runs; `*` stands for anything.'),
  profile: z.string().nullish().describe('A profile of ours (profiles) that their pods have, by its name.'),
  namespaces: z.array(z.string()).nullish().describe('Where their pods are.'),
  labelSelector: field.labelSelector.nullish().describe('Labels of their pods, such as "course=data8".'),
})

export const classes = z.record(z.string(), namedClass.nullable())
export const who = z.string().nullish()
export type ClassValues = z.infer<typeof classes>

/** Each is looked for in every pod that comes. */
const MOST = 100
/** As a line of an event may name it: no spaces, and no number. */
const NAME = /^(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/

/** @param errors is added to */
export function buildClasses(values: ClassValues | null | undefined, errors: Problem[]): Map<string, NamedClass> {
  const all = Object.entries(values ?? {})
  if (all.length > MOST) errors.push(problem('classes', `${all.length} are too many; ${MOST} are looked for at most`))
  const built = new Map<string, NamedClass>()
  for (const [name, value] of all.slice(0, MOST)) {
    const where = `classes.${name}`
    if (!NAME.test(name))
      errors.push(problem(where, 'events name it: letters, digits, `.`, `_` and `-`, at most 50, and not a number'))
    const { image, profile, labelSelector } = value ?? {}
    const namespaces = value?.namespaces?.length ? value.namespaces : undefined
    const labels = labelSelector ? parseSelector(labelSelector) : undefined
    const one = { name, ...given({ image: image || undefined, profile: profile || undefined, namespaces, labels }) }
    if (Object.keys(one).length === 1)
      errors.push(
        problem(where, 'says nothing of its people; give it an `image`, `profile`, `namespaces` or `labelSelector`'),
      )
    built.set(name, one)
  }
  return built
}

/** What is wrong with a `who`. */
export const whoProblems = (
  name: string | null | undefined,
  where: string,
  classes: ReadonlyMap<string, NamedClass>,
): Problem[] => (!name || classes.has(name) ? [] : [problem(where, sayNoClass(name, classes.keys()))])
