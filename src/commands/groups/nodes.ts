import { type Command, Option } from 'commander'
import { ENVIRONMENT_NAMES } from '../../config/utilization-variables.ts'
import { shown } from '../../terminal/shown.ts'
import { give, writeTo } from '../answer.ts'
import { orExit } from '../or-exit.ts'
import { refuseUnwritable } from '../writable.ts'
import { examples } from './manners.ts'
import { context, jsonOrText, kubeconfig, namespace, out, secrets, withFormat } from './shared-options.ts'

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
    .addOption(out())
    .addHelpText('after', `\nThe settings are read from the environment: ${ENVIRONMENT_NAMES}.`)
    .addHelpText('after', examples('warmseats utilization --nodes nodes.json --pods pods.json'))
    .action((options, command: Command) =>
      give(options.out, async () => {
        const { utilization } = await import('../utilization.ts')
        return { text: await utilization(withFormat(options, command), process.env, Date.now()) }
      }),
    )

  program
    .command('uncordon-all')
    .description('Take back every node that the utilization policy cordoned. Cordons of people stay.')
    .option('--state <name>', 'only those of the release with this state ConfigMap; its controller is told to stop')
    .addOption(namespace('of the state ConfigMap'))
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(out())
    .addHelpText(
      'after',
      examples('warmseats uncordon-all', 'warmseats uncordon-all -n jupyterhub --state warmseats-state'),
    )
    .action((options) =>
      give(options.out, async () => {
        const { uncordonAll } = await import('../uncordon-all.ts')
        return { text: await uncordonAll(options) }
      }),
    )

  program
    .command('give-back')
    .description(
      'Give what pools borrow (holdBy) the counts that it had before. The controller of the release is told to stop.',
    )
    .requiredOption('--state <name>', "the release's state ConfigMap")
    .addOption(namespace('of the state ConfigMap'))
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(out())
    .addHelpText('after', examples('warmseats give-back -n jupyterhub --state warmseats-state'))
    .action((options) =>
      give(options.out, async () => {
        const { giveBack } = await import('../give-back/give-back.ts')
        return { text: await giveBack(options) }
      }),
    )

  program
    .command('scale')
    .description('Once, and quit: show what the utilization policy would do to the cluster, ask, and do it.')
    .option('--config <file>', "a Helm values file or the rendered config (default: the release's own)")
    .addOption(namespace())
    .option('--state <name>', "the release's state ConfigMap, where several releases are")
    .addOption(secrets())
    .addOption(kubeconfig())
    .addOption(context())
    .option('--yes', 'do not ask')
    .option('--dry-run', 'write nothing')
    .addOption(jsonOrText())
    .addOption(out())
    .addHelpText('after', `\nAbove the config, the environment counts: ${ENVIRONMENT_NAMES}.`)
    .addHelpText('after', 'Exit code 0: done, or nothing to do; 1: not all could be done; 2: wrong input, no cluster.')
    .addHelpText(
      'after',
      examples('warmseats scale -n jupyterhub --dry-run', 'warmseats scale -n jupyterhub --yes -o json'),
    )
    .action((options, command: Command) =>
      orExit(async () => {
        const { atTerminal } = await import('../scale/at-terminal.ts')
        const { scale } = await import('../scale/scale.ts')
        const person = atTerminal()
        const told: string[] = []
        if (options.out !== undefined) await refuseUnwritable(options.out)
        const tell = options.out === undefined ? person.tell : (text: string) => void told.push(text)
        // Who is asked has to see what for.
        const isThere = person.isThere && options.out === undefined
        const exitCode = await scale(withFormat(options, command), process.env, { ...person, isThere, tell })
        if (options.out !== undefined) await writeTo(options.out, shown(`${told.join('\n')}\n`))
        process.exitCode = exitCode
      }),
    )
}
