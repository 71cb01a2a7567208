/** What was asked for could not be done to its end: exit code 1. */
export class Unfinished extends Error {
  override readonly name = 'Unfinished'
}
