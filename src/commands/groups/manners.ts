import type { Command } from 'commander'
import { nearest } from '../../domain/say.ts'
import { sayAside } from '../../terminal/outlet.ts'

/** Commands as a person would type them, at the end of `--help`. */
export const examples = (...lines: readonly string[]): string =>
  ['', lines.length > 1 ? 'Examples:' : 'Example:', ...lines.map((line) => `  ${line}`)].join('\n')

/** The words that call a command: `warmseats profiles check`. */
export const callOf = (command: Command): string =>
  command.parent ? `${callOf(command.parent)} ${command.name()}` : command.name()

/**
 * What is wrong with a command line is one line, with what was probably meant: the help of thirty lines would push it off
 * the screen. Of this command and all below it.
 */
export function inOneLine(command: Command): void {
  command.configureOutput({
    outputError: (text) => sayAside(`${callOf(command)}: ${oneLine(text)}; see ${callOf(command)} --help\n`),
  })
  for (const inner of command.commands) inOneLine(inner)
}

const oneLine = (text: string): string =>
  text
    .trim()
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (one of )?(.*)\?\)$/, (_, _many, meant: string) => `; did you mean ${meant}?`)
    .replaceAll(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '')

/**
 * A word that is no command, before commander sees it: with `--help` beside it, commander would show the help of the program
 * and call it a success.
 * @returns what to say; undefined: all are commands
 */
export function unknownCommand(program: Command, words: readonly string[]): string | undefined {
  const [word, ...rest] = words[0] === 'help' ? words.slice(1) : words
  if (word === undefined || word.startsWith('-') || program.commands.length === 0) return undefined
  const command = program.commands.find((one) => one.name() === word || one.aliases().includes(word))
  if (command) return unknownCommand(command, rest)
  const names = program.commands.map((one) => one.name())
  const meant = nearest(word, names) ?? names.find((name) => name.startsWith(word))
  return `${callOf(program)}: unknown command '${word}'${meant === undefined ? '' : `; did you mean ${meant}?`}; see ${callOf(program)} --help\n`
}
