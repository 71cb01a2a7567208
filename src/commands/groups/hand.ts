import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { give } from '../answer.ts'
import { MOMENTS } from '../moment.ts'
import { examples } from './manners.ts'
import { pullCommand } from './pull.ts'
import { context, kubeconfig, namespace, out } from './shared-options.ts'

const clock = { now: Date.now, pause: () => sleep(500) }

/** What a person wants held, beside the calendar. */
export function handCommands(program: Command): void {
  program.commandsGroup('By hand')

  program
    .command('hold')
    .description(
      'Hold room in a pool for a while, whatever the calendar says; waits for the controller, and says what it did.',
    )
    .argument('<pool>')
    .option('--students <number>', 'room for so many people more')
    .option('--nodes <number>', 'so many nodes')
    .option('--placeholders <number>', 'so many placeholders')
    .option('--for <duration>', 'how long, such as 2h or 90m')
    .option('--until <instant>', `or until when: ${MOMENTS}`)
    .addOption(namespace())
    .option('--state <name>', "the release's state ConfigMap, where several releases are")
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(out())
    .addHelpText(
      'after',
      '\nExit code 0: held; 1: not all of it, or no controller answered; 2: wrong input, no cluster.',
    )
    .addHelpText(
      'after',
      examples(
        'warmseats hold user --students 120 --for 2h -n jupyterhub',
        'warmseats hold lab --nodes 3 --until 18:00 -n jupyterhub',
      ),
    )
    .action((pool: string, options) =>
      give(options.out, async () => {
        const { hold } = await import('../hold/hold.ts')
        return hold(pool, options, clock)
      }),
    )

  program
    .command('release')
    .description('Take back what `hold` held in a pool, before its time is over.')
    .argument('<pool>')
    .addOption(namespace())
    .option('--state <name>', "the release's state ConfigMap, where several releases are")
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(out())
    .addHelpText('after', examples('warmseats release user -n jupyterhub'))
    .action((pool: string, options) =>
      give(options.out, async () => {
        const { letGo } = await import('../hold/hold.ts')
        return letGo(pool, options, clock)
      }),
    )

  pullCommand(program)
}
