import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { give } from '../answer.ts'
import { examples } from './manners.ts'
import { context, jsonOrText, kubeconfig, namespace, out, secrets, withFormat } from './shared-options.ts'

const clock = { now: Date.now, pause: () => sleep(500) }

/** What is known of who comes. */
export function forecastCommand(program: Command): void {
  program
    .command('forecast')
    .description('Show what is known of who comes: to each class, and in half-hours without one.')
    .option('--series <name>', 'one alone: as it is printed, or the title of its class')
    .option('--config <file>', 'a Helm values file or the rendered config: with --state, no cluster is asked')
    .option('--calendar <file|url...>', "ICS files or addresses instead of the config's calendars")
    .addOption(namespace())
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(secrets())
    .option(
      '--state <file|name>',
      'with --config: kubectl get configmap RELEASE-state -o json; of the cluster its name, where several are',
    )
    .addOption(jsonOrText())
    .addOption(out())
    .addHelpText(
      'after',
      examples(
        'warmseats forecast -n jupyterhub',
        'warmseats forecast -n jupyterhub --series "Data 8 Lab"',
        'warmseats forecast --config values.yaml --state state.json --calendar classes.ics -o json',
      ),
    )
    .action((options, command: Command) =>
      give(options.out, async () => {
        const { forecast } = await import('../forecast/forecast.ts')
        return forecast(withFormat(options, command), Date.now())
      }),
    )
}

/** And to be without it. */
export function forgetCommand(program: Command): void {
  program
    .command('forget')
    .description(
      'Forget who came: to a series of classes, to a pool, or to all; waits for the controller, and says what it did.',
    )
    .argument('[series]', 'as `warmseats forecast` prints it, or the title of its class')
    .option('--pool <name>', 'all classes and half-hours of a pool')
    .option('--all', 'of all pools')
    .option('--confirm <namespace>', 'with --all: the namespace, so that it is not another one')
    .option(
      '--calendar <file|url...>',
      "ICS files or addresses instead of the config's calendars, which name the classes",
    )
    .addOption(namespace())
    .option('--state <name>', "the release's state ConfigMap, where several releases are")
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(secrets())
    .addOption(out())
    .addHelpText('after', '\nExit code 0: forgotten; 1: no controller answered; 2: wrong input, no cluster.')
    .addHelpText(
      'after',
      examples(
        'warmseats forget user-tue-0900-1a2b -n jupyterhub',
        'warmseats forget "Data 8 Lab" -n jupyterhub',
        'warmseats forget --pool lab -n jupyterhub',
        'warmseats forget --all --confirm jupyterhub -n jupyterhub',
      ),
    )
    .action((series: string | undefined, options) =>
      give(options.out, async () => {
        const { forget } = await import('../forecast/forget.ts')
        return forget(series, options, clock)
      }),
    )
}
