import type { Command } from 'commander'
import { aboutCommands } from './about.ts'
import { askCommands } from './ask.ts'
import { forecastCommand, forgetCommand } from './forecast.ts'
import { handCommands } from './hand.ts'
import { inOneLine } from './manners.ts'
import { nodesCommands } from './nodes.ts'
import { profilesCommands } from './profiles.ts'
import { rehearseCommands } from './rehearse.ts'
import { runCommands } from './run.ts'

/** All commands, in the order of the help. */
export function allCommands(program: Command): Command {
  runCommands(program)
  askCommands(program)
  forecastCommand(program)
  handCommands(program)
  forgetCommand(program)
  rehearseCommands(program)
  profilesCommands(program)
  nodesCommands(program)
  aboutCommands(program)
  inOneLine(program)
  return program
}
