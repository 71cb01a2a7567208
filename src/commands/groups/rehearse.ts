import { type Command, Option } from 'commander'
import { orExit } from '../or-exit.ts'
import { context, jsonOrText } from './shared-options.ts'

/** How it would go, in memory or on the real cluster. */
export function rehearseCommands(program: Command): void {
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
        const { demo } = await import('../demo/demo.ts')
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
        const { simulate } = await import('../simulate.ts')
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
    .addOption(context())
    .addOption(jsonOrText())
    .action((options) =>
      orExit(async () => {
        const { fromEvent, merge } = await import('rxjs')
        const { rehearse } = await import('../rehearse/rehearse.ts')
        const voices = {
          result: (text: string) => void process.stdout.write(`${text}\n`),
          progress: (line: string) => void process.stderr.write(`${line}\n`),
        }
        const stop$ = merge(fromEvent(process, 'SIGTERM'), fromEvent(process, 'SIGINT'))
        process.exitCode = await rehearse(options, voices, stop$)
      }),
    )
}
