/**
 * Something a person has to know or to mend, found while reading input or while deciding.
 * A problem never stops its neighbours: what can be read is used.
 */
export interface Problem {
  /** Where it is, as a person would look for it: `nodePools.user.nodeSelector`, `event "Midterm" (uid a1@example.org)`. */
  readonly where: string
  /** What is wrong and what would be right, one or two sentences. */
  readonly text: string
}

export const problem = (where: string, text: string): Problem => ({ where, text })
