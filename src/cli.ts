#!/usr/bin/env node
import { hostname } from 'node:os'
import { Command, Option } from 'commander'
import { fromEvent, merge } from 'rxjs'
import packageJson from '../package.json' with { type: 'json' }
import { atTerminal } from './commands/at-terminal.ts'
import { calendar } from './commands/calendar.ts'
import { demo } from './commands/demo.ts'
import { explain } from './commands/explain.ts'
import { makeLogger } from './commands/logger.ts'
import { orExit } from './commands/or-exit.ts'
import { plan } from './commands/plan.ts'
import { run } from './commands/run.ts'
import { scale } from './commands/scale.ts'
import { simulate } from './commands/simulate.ts'
import { uncordonAll } from './commands/uncordon-all.ts'
import { ENVIRONMENT_NAMES, utilization } from './commands/utilization.ts'

// A reader such as `head` that has seen enough is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

const program = new Command('warmseats')
  .description('Keeps seats warm on a JupyterHub cluster.')
  .version(packageJson.version)
  .showHelpAfterError()
  .configureHelp({ sortOptions: false })

program.commandsGroup('Run')

program
  .command('run')
  .description('Watch the cluster and the calendar, and keep the placeholders as they should be.')
  .requiredOption(
    '--config <file>',
    'the config: a Helm values file or what the chart renders; re-read when it changes',
  )
  .option('--namespace <name>', "where the placeholders live (default: the context's)")
  .option('--state <name>', 'the ConfigMap that the chart made for what must survive a restart', 'warmseats-state')
  .option('--calendar-store <name>', 'the Secret that the chart made for the calendars as last read; without it none')
  .option('--secrets <folder>', 'where the Secrets that `calendars` names are mounted', '/etc/warmseats-secrets')
  .option('--lease <name>', 'the Lease for the election among replicas; without it this process acts')
  .option('--identity <name>', 'the name of this replica', hostname())
  .option('--port <number>', 'health and metrics; 0 for none', Number, 8080)
  .option('--kubeconfig <file>', 'default: $KUBECONFIG, the pod itself, ~/.kube/config')
  .option('--context <name>', 'a context of the kubeconfig')
  .addOption(
    new Option('--log-level <level>', "default: the config's").choices(['trace', 'debug', 'info', 'warn', 'error']),
  )
  .option('--log-pretty', 'the log for people at a terminal')
  .option('--dry-run', 'decide and log, write nothing')
  .action((options) =>
    orExit(async () => {
      const log = makeLogger(options)
      const calendarUrl = process.env.WARMSEATS_CALENDAR_URL
      await run({ ...options, calendarUrl }, log, merge(fromEvent(process, 'SIGTERM'), fromEvent(process, 'SIGINT')))
    }),
  )

program.commandsGroup('Ask')

program
  .command('explain')
  .description('Show what would be decided, and because of what, from files that kubectl wrote.')
  .requiredOption('--config <file>', 'a Helm values file or the rendered config')
  .requiredOption('--nodes <file>', 'kubectl get nodes -o json')
  .requiredOption('--pods <file>', 'kubectl get pods --all-namespaces -o json')
  .option('--deployments <file>', 'kubectl get deployments -o json --show-managed-fields')
  .option('--state <file>', 'kubectl get configmap <release>-state -o json')
  .option('--calendar <file|url>', 'an ICS file or address')
  .requiredOption('--at <instant>', 'ISO 8601, such as 2026-03-24T09:00:00Z')
  .option('--assume-settled', 'treat all grace periods as over')
  .addOption(new Option('--output <format>', 'for people or for programs').choices(['json', 'text']).default('text'))
  .action((options) => orExit(async () => process.stdout.write(`${await explain(options)}\n`)))

program
  .command('plan')
  .description('Show what calendars and schedule ask of each pool, over a stretch of time.')
  .requiredOption('--config <file>', 'a Helm values file or the rendered config')
  .option('--calendar <file|url...>', "ICS files or addresses instead of the config's calendars; its schedule counts")
  .requiredOption('--from <instant>', 'ISO 8601, such as 2026-03-24T00:00:00Z')
  .requiredOption('--to <instant>', 'not included')
  .option('--secrets <folder>', "where the Secrets of the config's calendars are", '/etc/warmseats-secrets')
  .addOption(
    new Option('--output <format>', 'for people, for programs, or a picture')
      .choices(['json', 'text', 'svg'])
      .default('text'),
  )
  .action((options) => orExit(async () => process.stdout.write(`${await plan(options)}\n`)))

program
  .command('calendar')
  .description('Show what is understood of calendars: every occurrence, what it asks, and what is wrong with it.')
  .argument('<file|url...>', 'ICS files or addresses')
  .requiredOption('--from <instant>', 'ISO 8601, such as 2026-03-24T00:00:00Z')
  .requiredOption('--to <instant>', 'not included')
  .option('--timezone <name>', 'of events that name none, such as America/Los_Angeles')
  .addOption(new Option('--output <format>', 'for people or for programs').choices(['json', 'text']).default('text'))
  .action((urls: string[], options) =>
    orExit(async () => {
      const { text, isRead } = await calendar(urls, options)
      process.stdout.write(`${text}\n`)
      if (!isRead) process.exitCode = 2
    }),
  )

program.commandsGroup('Rehearse')

program
  .command('demo')
  .description('Watch a morning with a midterm on a cluster in memory; needs nothing but Node.')
  .option('--speed <times>', 'times real time, 0 for at once (default: 100 at a terminal, else 0)', Number)
  .option('--seed <number>', 'another number, another crowd', Number, 1)
  .option('--keep <directory>', 'where to keep a moment as files for explain (default: a new temporary folder)')
  .option('--real', 'the same on a real control plane, in real time (built on first use)')
  .action((options) => orExit(() => demo(options, process.stdout)))

program
  .command('simulate')
  .description('Rehearse: what a day would be like, and cost, on a simulated cluster.')
  .requiredOption('--scenario <file>', 'who comes when, on what cluster: examples/scenarios/ has some')
  .option('--config <file>', "a Helm values file instead of the scenario's")
  .option('--calendar <file>', "an ICS file instead of the scenario's calendar")
  .option(
    '--compare <policies>',
    'none, static:N, polling (the old rule), warmseats+utilization, warmseats+data-8, separated by commas',
  )
  .addOption(
    new Option('--output <format>', 'for people, for programs, or a picture in one file')
      .choices(['text', 'json', 'html'])
      .default('text'),
  )
  .action((options) => orExit(async () => process.stdout.write(`${await simulate(options)}\n`)))

program.commandsGroup('Nodes')

program
  .command('utilization')
  .description('Show how full the nodes are, and which would be cordoned, taken back, shut down and created.')
  .requiredOption('--nodes <file>', 'kubectl get nodes -o json')
  .requiredOption('--pods <file>', 'kubectl get pods --all-namespaces -o json')
  .addOption(
    new Option('--compat <program>', "another program's arithmetic, to the letter and without safety").choices([
      'data-8',
    ]),
  )
  .addOption(new Option('--output <format>', 'for people or for programs').choices(['json', 'text']).default('text'))
  .addHelpText('after', `\nThe settings are read from the environment: ${ENVIRONMENT_NAMES}.`)
  .action((options) =>
    orExit(async () => process.stdout.write(`${await utilization(options, process.env, Date.now())}\n`)),
  )

program
  .command('uncordon-all')
  .description('Take back every node that the utilization policy cordoned. Cordons of people stay.')
  .option('--state <name>', 'only those of the release with this state ConfigMap; its controller is told to stop')
  .option('--namespace <name>', "of the state ConfigMap (default: the context's)")
  .option('--kubeconfig <file>', 'default: $KUBECONFIG, the pod itself, ~/.kube/config')
  .option('--context <name>', 'a context of the kubeconfig')
  .action((options) => orExit(async () => process.stdout.write(`${await uncordonAll(options)}\n`)))

program
  .command('scale')
  .description('Once, and quit: show what the utilization policy would do to the cluster, ask, and do it.')
  .option('--config <file>', "a Helm values file or the rendered config (default: the release's own)")
  .option('--namespace <name>', "of the release (default: the context's)")
  .option('--state <name>', "the release's state ConfigMap, where several releases are")
  .option('--secrets <folder>', 'where the Secrets that `calendars` names are', '/etc/warmseats-secrets')
  .option('--kubeconfig <file>', 'default: $KUBECONFIG, the pod itself, ~/.kube/config')
  .option('--context <name>', 'a context of the kubeconfig')
  .option('--yes', 'do not ask')
  .option('--dry-run', 'write nothing')
  .addOption(new Option('--output <format>', 'for people or for programs').choices(['json', 'text']).default('text'))
  .addHelpText('after', `\nAbove the config, the environment counts: ${ENVIRONMENT_NAMES}.`)
  .addHelpText('after', 'Exit code 0: done, or nothing to do; 1: not all could be done; 2: wrong input, no cluster.')
  .action((options) =>
    orExit(async () => {
      process.exitCode = await scale(options, process.env, atTerminal())
    }),
  )

await program.parseAsync()
