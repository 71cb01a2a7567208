import type { Problem } from '../problem.ts'

/** In a sentence. Which event of that name it is stands elsewhere; a calendar names itself. */
export const sayProblem = ({ where, text }: Problem): string =>
  text.startsWith(where) ? text : `${where.replace(/ \(uid [^)]*\)/, '')}: ${text}`
