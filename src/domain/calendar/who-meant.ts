import { isNearPool, sayNoClass } from '../say.ts'
import type { ClassSaid, Description } from './occurrence.ts'

/** Whose people an event is about, once it is known which classes there are. */
export interface WhoMeant {
  /** undefined: nobody says, and whoever comes may be one of them. */
  readonly who?: string
  readonly problems: readonly string[]
  readonly remarks: readonly string[]
}

/**
 * The class that a description names, in any case and with any spaces: of several the first. Else the one of its calendar.
 * @param classes those of the config
 */
export function whoMeant({ classes: said = [], who: ofCalendar }: Description, classes: ReadonlySet<string>): WhoMeant {
  const [problems, remarks]: [string[], string[]] = [[], []]
  const found = new Set<string>()
  for (const one of said) {
    const name = classNamed(one.name, classes)
    if (name === undefined) tellUnknown(one, classes, problems, remarks)
    else {
      found.add(name)
      if (!one.isPlain || one.name !== name) remarks.push(`${one.line}: read as \`class: ${name}\``)
    }
  }
  const [first, second] = found
  if (second !== undefined) problems.push(`it names the classes \`${first}\` and \`${second}\`: the first counts`)
  const who = first ?? ofCalendar
  return { ...(who === undefined ? {} : { who }), problems, remarks }
}

/** Prose may begin with the same word: what is nearly a class, or is written as documented, was meant as one. */
function tellUnknown(
  { name, line, isPlain }: ClassSaid,
  classes: ReadonlySet<string>,
  problems: string[],
  remarks: string[],
): void {
  if (classes.size > 0 && (isPlain || isNearPool(name, classes))) problems.push(`${line}: ${sayNoClass(name, classes)}`)
  else if (isPlain)
    remarks.push(`${line}: ${sayNoClass(name, classes)}, so that whoever comes may be one of its people`)
}

function classNamed(name: string, classes: ReadonlySet<string>): string | undefined {
  if (classes.has(name)) return name
  const alike = [...classes].filter((one) => plain(one) === plain(name))
  return alike.length === 1 ? alike[0] : undefined
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s._-]/g, '')
