/** The commands of a document as they stand there: fenced as `sh`, or indented by four. */
import { fenced } from './support.ts'

/** One command, a line continued by `\` with its next ones. */
export function commandsIn(text: string): string[] {
  const outside = text.replaceAll(/^```.*?^```$/gms, '')
  const indented = [...outside.matchAll(/(?<=^\n|^)(?: {4}\S.*\n(?: {4,}\S.*\n)*)/gm)].map(([block]) =>
    block.replaceAll(/^ {4}/gm, ''),
  )
  return [...fenced(text, 'sh'), ...indented]
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, ' ').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** The words that the program is given; undefined: it is another program's command. */
export function wordsFor(command: string): string[] | undefined {
  const [, line] = /^(?:npm run (?:-s )?warmseats -- |warmseats )(.*)$/.exec(command) ?? []
  return line
    ?.replace(/ [>|].*$/, '')
    .match(/'[^']*'|"[^"]*"|\S+/g)
    ?.map((word) => word.replaceAll(/^['"]|['"]$/g, ''))
}
