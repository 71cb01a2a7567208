#!/usr/bin/env node
import { basename } from 'node:path'
import { inspect } from 'node:util'
import { Command } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { allCommands } from './commands/groups/all.ts'
import { unknownCommand } from './commands/groups/manners.ts'
import { sayAside } from './terminal/outlet.ts'

// Each command brings what it needs when it is called: to load everything takes longer than a simulated day.

// A reader such as `head` that has seen enough is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

/** As a person called it: kubectl runs `kubectl-warmseats` for `kubectl warmseats`. */
const name = basename(process.argv[1] ?? '').startsWith('kubectl-') ? 'kubectl warmseats' : 'warmseats'

const program = new Command(name)
  .description('Keeps seats warm on a JupyterHub cluster.')
  .version(packageJson.version)
  // Wrong options are wrong input, which is 2 everywhere: commander's 1 means something of its own to several commands.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .configureHelp({ sortOptions: false })

allCommands(program)

/** A fault of ours, as Node would say it; what is in it may be a stranger's. */
const crash = (error: unknown): never => {
  sayAside(`${inspect(error)}\n`)
  process.exit(1)
}

const unknown = unknownCommand(program, process.argv.slice(2))
if (unknown === undefined) await program.parseAsync().catch(crash)
else {
  sayAside(unknown)
  process.exitCode = 2
}
