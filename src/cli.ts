#!/usr/bin/env node
import { Command } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { askCommands } from './commands/groups/ask.ts'
import { nodesCommands } from './commands/groups/nodes.ts'
import { profilesCommands } from './commands/groups/profiles.ts'
import { rehearseCommands } from './commands/groups/rehearse.ts'
import { runCommands } from './commands/groups/run.ts'

// Each command brings what it needs when it is called: to load everything takes longer than a simulated day.

// A reader such as `head` that has seen enough is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

const program = new Command('warmseats')
  .description('Keeps seats warm on a JupyterHub cluster.')
  .version(packageJson.version)
  .showHelpAfterError()
  // Wrong options are wrong input, which is 2 everywhere: commander's 1 means something of its own to several commands.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .configureHelp({ sortOptions: false })

// In the order of the help.
runCommands(program)
askCommands(program)
rehearseCommands(program)
profilesCommands(program)
nodesCommands(program)

await program.parseAsync()
