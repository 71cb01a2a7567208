import { type Command, Option } from 'commander'
import { give } from '../answer.ts'
import { MOMENTS } from '../moment.ts'
import { examples } from './manners.ts'
import {
  context,
  from,
  isForPrograms,
  jsonOrText,
  kubeconfig,
  namespace,
  out,
  output,
  secrets,
  to,
  withFormat,
} from './shared-options.ts'
import { statusCommand } from './status.ts'

/** What would be decided, and what calendars ask. */
export function askCommands(program: Command): void {
  program.commandsGroup('Ask')

  statusCommand(program)

  program
    .command('explain')
    .description(
      'Show what is decided, and because of what: of the cluster as it is, or from files that kubectl wrote.',
    )
    .option('--at <instant>', MOMENTS, 'now')
    .option('--config <file>', "a Helm values file or the rendered config (default: the release's own)")
    .option('--calendar <file|url>', "an ICS file or address instead of the config's calendars")
    .addOption(namespace())
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(secrets())
    .option('--nodes <file>', 'kubectl get nodes -o json: with --pods and --config, no cluster is asked')
    .option('--pods <file>', 'kubectl get pods --all-namespaces -o json')
    .option('--deployments <file>', 'kubectl get deployments -o json --show-managed-fields')
    .option(
      '--state <file|name>',
      'kubectl get configmap RELEASE-state -o json; of the cluster its name, where several are',
    )
    .option('--assume-settled', 'treat all grace periods as over')
    .addOption(jsonOrText())
    .addOption(out())
    .addHelpText(
      'after',
      examples(
        'warmseats explain -n jupyterhub',
        'warmseats explain -n jupyterhub --at tomorrow',
        'warmseats explain --config values.yaml --nodes nodes.json --pods pods.json --calendar classes.ics --at +2h',
      ),
    )
    .action((options, command: Command) =>
      give(options.out, async () => {
        const { explain } = await import('../explain/explain.ts')
        return explain(withFormat(options, command), Date.now())
      }),
    )

  program
    .command('doctor')
    .description(
      'Look at a cluster and say everything that would keep Warmseats from its work, each thing with what mends it.',
    )
    .option('--config <file>', "a Helm values file or the rendered config (default: the release's own)")
    .addOption(namespace())
    .option('--state <name>', "the release's state ConfigMap, where several releases are")
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(jsonOrText())
    .addOption(out())
    .addHelpText(
      'after',
      '\nExit code: 0 all is well, 1 warnings or checks that could not be made, 2 something is broken.',
    )
    .addHelpText(
      'after',
      examples('warmseats doctor -n jupyterhub', 'warmseats doctor -n jupyterhub --config values.yaml -o json'),
    )
    .action((options, command: Command) =>
      give(options.out, async () => {
        const { doctor } = await import('../doctor/doctor.ts')
        return doctor(program.version() ?? '', withFormat(options, command), Date.now())
      }),
    )

  program
    .command('plan')
    .description('Show what calendars and schedule ask of each pool, over a stretch of time.')
    .option('--config <file>', "a Helm values file or the rendered config (default: the release's own, in the cluster)")
    .option('--calendar <file|url...>', "ICS files or addresses instead of the config's calendars; its schedule counts")
    .addOption(from())
    .addOption(to())
    .addOption(namespace())
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(secrets())
    .option(
      '--state <file|name>',
      'with --config: kubectl get configmap RELEASE-state -o json, for learned lead times; of the cluster its name, where several are',
    )
    .addOption(output(['json', 'text', 'svg'], 'text', 'for people, for programs, or a picture'))
    .addOption(out())
    .addHelpText(
      'after',
      examples(
        'warmseats plan -n jupyterhub',
        'warmseats plan -n jupyterhub --from today --to +14d --out plan.svg',
        'warmseats plan --config values.yaml --calendar classes.ics --from 2026-03-24 --to +7d',
      ),
    )
    .action((options, command: Command) =>
      give(options.out, async () => {
        const { plan } = await import('../plan/plan.ts')
        const asked = withFormat(options, command)
        return { ...(await plan(asked, Date.now())), form: isForPrograms(asked) ? 'data' : undefined }
      }),
    )

  program
    .command('calendar')
    .description('Show what is understood of calendars: every occurrence, what it asks, and what is wrong with it.')
    .argument('<file|url...>', 'ICS files or addresses')
    .addOption(from())
    .addOption(to())
    .option('--config <file>', 'a Helm values file or the rendered config: names are checked against its pools')
    .addOption(new Option('--timezone <name>', 'of events that name none, such as America/Los_Angeles'))
    .addOption(jsonOrText())
    .addOption(out())
    .addHelpText(
      'after',
      examples(
        'warmseats calendar classes.ics',
        'warmseats calendar classes.ics --config values.yaml',
        'warmseats calendar https://calendar.example.edu/classes.ics --from 2026-03-24 --to +7d -o json',
      ),
    )
    .action((urls: string[], options, command: Command) =>
      give(options.out, async () => {
        const { calendar } = await import('../calendar.ts')
        return calendar(urls, withFormat(options, command), Date.now())
      }),
    )

  program
    .command('import')
    .description(
      'Make a calendar, or a schedule for the values, of a table of exams: course, students, date, begin, end.',
    )
    .argument('<file>', 'comma-separated values, as spreadsheets write them; - is stdin')
    .addOption(
      new Option('--as <what>', 'an ICS file, or the schedule of the values')
        .choices(['ics', 'schedule'])
        .default('ics'),
    )
    .addOption(new Option('--dates <order>', 'of dates such as 03/04/2026').choices(['day-first', 'month-first']))
    .option('--columns <names>', 'where they are not found: students=Enrolled,begin=From; or numbers: students=3')
    .option('--duration <time>', 'of rows without an end, such as 2h')
    .option('--timezone <name>', "of the times (default: the config's, else the zone of whoever reads the calendar)")
    .option('--pool <name>', 'of rows that name none')
    .option('--config <file>', 'a Helm values file or the rendered config: pools are checked against it')
    .addOption(new Option('--out <file>', 'into a file instead of stdout'))
    .addHelpText(
      'after',
      examples(
        'warmseats import exams.csv --timezone America/Los_Angeles --out exams.ics',
        'warmseats import exams.csv --dates day-first --as schedule',
      ),
    )
    .action((file: string, options) =>
      give(options.out, async () => {
        const { importTable } = await import('../import/import.ts')
        return { ...(await importTable(file, options, Date.now())), form: 'data' }
      }),
    )
}
