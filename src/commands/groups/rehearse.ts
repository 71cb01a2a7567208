import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import { say, sayAside } from '../../terminal/outlet.ts'
import { shown } from '../../terminal/shown.ts'
import { give, writeTo } from '../answer.ts'
import { MOMENTS } from '../moment.ts'
import { orExit } from '../or-exit.ts'
import { refuseUnwritable } from '../writable.ts'
import { examples } from './manners.ts'
import { context, isForPrograms, jsonOrText, kubeconfig, namespace, out, output, withFormat } from './shared-options.ts'

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
    .option(
      '--eight-steps',
      'instead: users and placeholders come and go on a real cluster, in eight steps (docs/demo.md)',
    )
    .option('--pool <name>', 'of those: the pool (default: the only one with user-dummies)')
    .option('--seats <number>', 'of those: how many users a node fits', '8')
    .option('--patience <duration>', 'of those: how long each step may take', '15m')
    .option('--yes', 'of those: begin without a question')
    .addOption(namespace())
    .addOption(kubeconfig())
    .addOption(context())
    .addHelpText(
      'after',
      '\nExit code of --eight-steps 0: all was as announced; 1: something was not; 2: wrong input, no cluster; 130: ended by Ctrl-C.',
    )
    .addHelpText(
      'after',
      examples('warmseats demo --speed 20', 'warmseats demo --eight-steps -n jupyterhub --pool user'),
    )
    .action((options) =>
      orExit(async () => {
        if (options.eightSteps) {
          const { playEightSteps } = await import('../eight-steps/eight-steps.ts')
          const { atTerminal } = await import('../scale/at-terminal.ts')
          process.exitCode = await playEightSteps(options, atTerminal(), untilInterrupted())
          return
        }
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
      output(
        ['text', 'json', 'html', 'svg'],
        'text',
        'for people, for programs, a report in one file, or its charts alone',
      ),
    )
    .addOption(out())
    .addHelpText(
      'after',
      examples('warmseats simulate --scenario lecture.yaml --compare none,static:3,polling --out report.html'),
    )
    .action((options, command: Command) =>
      give(options.out, async () => {
        const { simulate } = await import('../simulate.ts')
        const asked = withFormat(options, command)
        return { text: await simulate(asked), form: isForPrograms(asked) ? 'data' : undefined }
      }),
    )

  program
    .command('record')
    .description(
      'Write down who comes and goes on the cluster, counts and times alone, for simulate to play: until Ctrl-C.',
    )
    .option('--out <file>', 'the trace, CSV; what an earlier recording left in it is gone on with (default: stdout)')
    .option('--scenario <file>', 'when it ends, a scenario with the trace, the nodes as seen, and the config')
    .option('--for <duration>', 'how long, such as 14d or 8h')
    .option('--until <instant>', `or until when: ${MOMENTS}`)
    .option('--now', 'write what is there now, and quit; with the same --out again and again, a recording by and by')
    .option('--config <file>', "a Helm values file or the rendered config (default: the release's own)")
    .addOption(namespace())
    .option('--state <name>', "the release's state ConfigMap, where several releases are")
    .addOption(kubeconfig())
    .addOption(context())
    .addHelpText('after', '\nExit code 0: recorded; 1: the file takes no more; 2: wrong input, no cluster.')
    .addHelpText(
      'after',
      examples(
        'warmseats record -n jupyterhub --for 14d --out trace.csv --scenario semester.yaml',
        'warmseats record --config values.yaml --out trace.csv',
        'warmseats record --config values.yaml --now > trace.csv',
      ),
    )
    .action((options) =>
      orExit(async () => {
        const { fromEvent, merge } = await import('rxjs')
        const { record } = await import('../record/record.ts')
        const voices = {
          line: (text: string) => say(text, 'data'),
          // As the trace writes remarks: a pod's log has both.
          progress: (line: string) => sayAside(`# ${line}\n`),
        }
        await record(options, voices, merge(fromEvent(process, 'SIGTERM'), fromEvent(process, 'SIGINT')))
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
    .addOption(namespace())
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(jsonOrText())
    .addOption(out())
    .addHelpText('after', examples('warmseats rehearse -n jupyterhub --pool user --users 28 --over 1m'))
    .action((options, command: Command) =>
      orExit(async () => {
        if (options.out !== undefined) await refuseUnwritable(options.out)
        const { fromEvent, merge } = await import('rxjs')
        const { rehearse } = await import('../rehearse/rehearse.ts')
        const results: string[] = []
        const voices = {
          result: (text: string) =>
            void (options.out === undefined ? say(`${text}\n`) : results.push(shown(`${text}\n`))),
          progress: (line: string) => sayAside(`${line}\n`),
        }
        const stop$ = merge(fromEvent(process, 'SIGTERM'), fromEvent(process, 'SIGINT'))
        const exitCode = await rehearse(withFormat(options, command), voices, stop$)
        if (options.out !== undefined) await writeTo(options.out, results.join(''))
        process.exitCode = exitCode
      }),
    )
}

/** A look each second, until Ctrl-C. */
function untilInterrupted() {
  const controller = new AbortController()
  const { signal } = controller
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => controller.abort())
  const pause = () => setTimeout(1000, undefined, { signal }).catch(() => undefined)
  return { now: Date.now, pause, stop: signal }
}
