import type { Command, Option } from 'commander'
import { InputError } from '../read-input.ts'

/**
 * Completion in shells: their scripts ask the program itself, which knows its commands and options, and say nothing where
 * it has nothing to say, so that the shell goes on with names of files.
 */

export const SHELLS = ['bash', 'zsh', 'fish'] as const

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
  bash: `_warmseats() {
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  mapfile -t COMPREPLY < <("\${COMP_WORDS[0]}" __complete -- "\${words[@]}" 2>/dev/null)
}
complete -o default -F _warmseats warmseats`,
  zsh: `#compdef warmseats
_warmseats() {
  local -a found
  found=("\${(@f)$("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=(\${found:#})
  if (( \${#found} )); then compadd -a found; else _files; fi
}
if [ "\${funcstack[1]}" = "_warmseats" ]; then _warmseats "$@"; else compdef _warmseats warmseats; fi`,
  fish: `function __warmseats_complete
  set -l words (commandline -opc) (commandline -ct)
  $words[1] __complete -- $words[2..-1] 2>/dev/null
end
complete -c warmseats -a '(__warmseats_complete)'`,
}

/** @throws InputError for a shell that is not known */
export function scriptFor(shell: string): string {
  const known = SHELLS.find((one) => one === shell)
  if (known === undefined) throw new InputError(`no completion for ${shell}; there is one for ${SHELLS.join(', ')}`)
  return SCRIPTS[known]
}

/** What may stand where the last word is; empty: a name of a file, or anything. */
export function candidatesFor(program: Command, words: readonly string[]): readonly string[] {
  const before = words.slice(0, -1)
  const word = words.at(-1) ?? ''
  let command = program
  let pending: Option | undefined
  for (const one of before) {
    const isValue = pending !== undefined
    pending = isValue ? undefined : awaiting(command, one)
    if (!isValue) command = command.commands.find((inner) => inner.name() === one) ?? command
  }
  const all = pending ? (pending.argChoices ?? []) : choicesOf(command, word)
  return all.filter((one) => one.startsWith(word))
}

const awaiting = (command: Command, word: string): Option | undefined =>
  command.options.find(
    (option) => (option.long === word || option.short === word) && (option.required || option.optional),
  )

function choicesOf(command: Command, word: string): readonly string[] {
  if (word.startsWith('-'))
    return [...command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : [])), '--help']
  const names = command
    .createHelp()
    .visibleCommands(command)
    .map((inner) => inner.name())
  return command.name() === 'completion' ? SHELLS : names
}
