import { type Command, Option } from 'commander'
import { ENVIRONMENT_NAMES } from '../../config/utilization-variables.ts'
import { orExit } from '../or-exit.ts'
import { context, jsonOrText, kubeconfig } from './shared-options.ts'

/** The utilization policy, by hand. */
export function nodesCommands(program: Command): void {
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
    .addOption(jsonOrText())
    .addHelpText('after', `\nThe settings are read from the environment: ${ENVIRONMENT_NAMES}.`)
    .action((options) =>
      orExit(async () => {
        const { utilization } = await import('../utilization.ts')
        process.stdout.write(`${await utilization(options, process.env, Date.now())}\n`)
      }),
    )

  program
    .command('uncordon-all')
    .description('Take back every node that the utilization policy cordoned. Cordons of people stay.')
    .option('--state <name>', 'only those of the release with this state ConfigMap; its controller is told to stop')
    .option('--namespace <name>', "of the state ConfigMap (default: the context's)")
    .addOption(kubeconfig())
    .addOption(context())
    .action((options) =>
      orExit(async () => {
        const { uncordonAll } = await import('../uncordon-all.ts')
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
    .addOption(kubeconfig())
    .addOption(context())
    .option('--yes', 'do not ask')
    .option('--dry-run', 'write nothing')
    .addOption(jsonOrText())
    .addHelpText('after', `\nAbove the config, the environment counts: ${ENVIRONMENT_NAMES}.`)
    .addHelpText('after', 'Exit code 0: done, or nothing to do; 1: not all could be done; 2: wrong input, no cluster.')
    .action((options) =>
      orExit(async () => {
        const { atTerminal } = await import('../scale/at-terminal.ts')
        const { scale } = await import('../scale/scale.ts')
        process.exitCode = await scale(options, process.env, atTerminal())
      }),
    )
}
