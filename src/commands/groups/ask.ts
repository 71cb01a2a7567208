import { type Command, Option } from 'commander'
import { orExit } from '../or-exit.ts'
import { jsonOrText } from './shared-options.ts'

/** What would be decided, and what calendars ask. */
export function askCommands(program: Command): void {
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
    .addOption(jsonOrText())
    .action((options) =>
      orExit(async () => {
        const { explain } = await import('../explain.ts')
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
        const { plan } = await import('../plan/plan.ts')
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
    .addOption(jsonOrText())
    .action((urls: string[], options) =>
      orExit(async () => {
        const { calendar } = await import('../calendar.ts')
        const { text, isRead } = await calendar(urls, options)
        process.stdout.write(`${text}\n`)
        if (!isRead) process.exitCode = 2
      }),
    )
}
