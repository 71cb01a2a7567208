#!/usr/bin/env node
import { hostname } from 'node:os'
import { Command, Option } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { orExit } from './commands/or-exit.ts'
import { ENVIRONMENT_NAMES } from './config/utilization-variables.ts'

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
  .option('--profiles <name>', 'the full name of the release, if it has singleuser profiles')
  .option('--https-port <number>', 'webhook and API of profiles', Number, 8443)
  .option('--port <number>', 'health, metrics and the status page; 0 for none', Number, 8080)
  .option('--kubeconfig <file>', 'default: $KUBECONFIG, the pod itself, ~/.kube/config')
  .option('--context <name>', 'a context of the kubeconfig')
  .addOption(
    new Option('--log-level <level>', "default: the config's").choices(['trace', 'debug', 'info', 'warn', 'error']),
  )
  .option('--log-pretty', 'the log for people at a terminal')
  .option('--dry-run', 'decide and log, write nothing')
  .action((options) =>
    orExit(async () => {
      const { fromEvent, merge } = await import('rxjs')
      const { makeLogger } = await import('./commands/logger.ts')
      const { run } = await import('./commands/run.ts')
      const calendarUrl = process.env.WARMSEATS_CALENDAR_URL
      const stop$ = merge(fromEvent(process, 'SIGTERM'), fromEvent(process, 'SIGINT'))
      await run({ ...options, calendarUrl }, makeLogger(options), stop$)
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
  .action((options) =>
    orExit(async () => {
      const { explain } = await import('./commands/explain.ts')
      process.stdout.write(`${await explain(options)}\n`)
    }),
  )

program
  .command('plan')
  .description('Show what calendars and schedule ask of each pool, over a stretch of time.')
  .requiredOption('--config <file>', 'a Helm values file or the rendered config')
  .option('--calendar <file|url...>', "ICS files or addresses instead of the config's calendars; its schedule counts")
  .requiredOption('--from <instant>', 'ISO 8601, such as 2026-03-24T00:00:00Z')
  .requiredOption('--to <instant>', 'not included')
  .option('--secrets <folder>', "where the Secrets of the config's calendars are", '/etc/warmseats-secrets')
  .option('--state <file>', 'kubectl get configmap <release>-state -o json; for learned lead times')
  .addOption(
    new Option('--output <format>', 'for people, for programs, or a picture')
      .choices(['json', 'text', 'svg'])
      .default('text'),
  )
  .action((options) =>
    orExit(async () => {
      const { plan } = await import('./commands/plan.ts')
      process.stdout.write(`${await plan(options)}\n`)
    }),
  )

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
      const { calendar } = await import('./commands/calendar.ts')
      const { text, isRead } = await calendar(urls, options)
      process.stdout.write(`${text}\n`)
      if (!isRead) process.exitCode = 2
    }),
  )

program.commandsGroup('Rehearse')

program
  .command('demo')
  .description('Watch a lecture of 350 on a cluster in memory, and compare; needs nothing but Node.')
  .option(
    '--speed <times>',
    'times real time while something happens, 0 for at once (default: 60 at a terminal, else 0)',
    Number,
  )
  .option('--report <file>', 'where the HTML report goes (default: a new temporary folder)')
  .action((options) =>
    orExit(async () => {
      const { demo } = await import('./commands/demo.ts')
      await demo(options, process.stdout)
    }),
  )

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
    new Option('--output <format>', 'for people, for programs, a report in one file, or its charts alone')
      .choices(['text', 'json', 'html', 'svg'])
      .default('text'),
  )
  .action((options) =>
    orExit(async () => {
      const { simulate } = await import('./commands/simulate.ts')
      process.stdout.write(`${await simulate(options)}\n`)
    }),
  )

program
  .command('rehearse')
  .description('Let user-dummies come to a pool of the real cluster, and see how long each waits for a seat.')
  .requiredOption('--pool <name>', 'the pool; its `userDummy` must be enabled in the chart')
  .requiredOption('--users <number>', 'how many come')
  .option('--over <duration>', 'from the first to the last of them, such as 2m', '2m')
  .option('--patience <duration>', 'how long after the last came somebody may still wait', '30m')
  .option('--keep <duration>', 'how long they stay once everybody has a seat', '0')
  .option('--yes', 'also where real users are in the pool')
  .option('--namespace <name>', "of the release (default: the context's)")
  .option('--kubeconfig <file>', 'default: $KUBECONFIG, ~/.kube/config')
  .option('--context <name>', 'a context of the kubeconfig')
  .addOption(new Option('--output <format>', 'for people or for programs').choices(['json', 'text']).default('text'))
  .action((options) =>
    orExit(async () => {
      const { fromEvent, merge } = await import('rxjs')
      const { rehearse } = await import('./commands/rehearse.ts')
      const voices = {
        result: (text: string) => void process.stdout.write(`${text}\n`),
        progress: (line: string) => void process.stderr.write(`${line}\n`),
      }
      const stop$ = merge(fromEvent(process, 'SIGTERM'), fromEvent(process, 'SIGINT'))
      process.exitCode = await rehearse(options, voices, stop$)
    }),
  )

program.commandsGroup('Profiles')

const profiles = program
  .command('profiles')
  .description("Singleuser profiles: what a user's pod gets, by user, image and size.")
  .configureHelp({ sortSubcommands: false })

profiles
  .command('render')
  .description('Show the pod that results.')
  .requiredOption('--profiles <file...>', 'profiles, or ConfigMaps that hold them; of several, later wins')
  .option('--user <name>', "whose server (default: the pod's)")
  .option('--image <name>', "its image (default: the pod's)")
  .option('--size <name>', 'the size that the user chose')
  .option('--gpu-type <name>', 'the type of GPU that the user chose')
  .option('--pod <file>', 'kubectl get pod -o yaml; default: a short one as KubeSpawner makes it')
  .option('--mount-path <path>', 'where volumes are mounted that have no absolute path', '/home/jovyan')
  .option('--explain', 'which profile gave which field')
  .addOption(
    new Option('--output <format>', 'YAML has the explanation as comments').choices(['yaml', 'json']).default('yaml'),
  )
  .action((options) =>
    orExit(async () => {
      const { profilesRender } = await import('./commands/profiles-render.ts')
      const { text, problems } = await profilesRender(options)
      for (const problem of problems) process.stderr.write(`${problem.where}: ${problem.text}\n`)
      process.stdout.write(`${text}\n`)
    }),
  )

profiles
  .command('check')
  .description('Say what is wrong with profiles, with file and line; exit code 1 when something is left out.')
  .argument('<file...>', 'profiles, or ConfigMaps that hold them')
  .action((files: string[]) =>
    orExit(async () => {
      const { profilesCheck } = await import('./commands/profiles-check.ts')
      const { text, isGood } = await profilesCheck(files)
      process.stdout.write(`${text}\n`)
      if (!isGood) process.exitCode = 1
    }),
  )

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
    orExit(async () => {
      const { utilization } = await import('./commands/utilization.ts')
      process.stdout.write(`${await utilization(options, process.env, Date.now())}\n`)
    }),
  )

program
  .command('uncordon-all')
  .description('Take back every node that the utilization policy cordoned. Cordons of people stay.')
  .option('--state <name>', 'only those of the release with this state ConfigMap; its controller is told to stop')
  .option('--namespace <name>', "of the state ConfigMap (default: the context's)")
  .option('--kubeconfig <file>', 'default: $KUBECONFIG, the pod itself, ~/.kube/config')
  .option('--context <name>', 'a context of the kubeconfig')
  .action((options) =>
    orExit(async () => {
      const { uncordonAll } = await import('./commands/uncordon-all.ts')
      process.stdout.write(`${await uncordonAll(options)}\n`)
    }),
  )

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
      const { atTerminal } = await import('./commands/at-terminal.ts')
      const { scale } = await import('./commands/scale.ts')
      process.exitCode = await scale(options, process.env, atTerminal())
    }),
  )

await program.parseAsync()
