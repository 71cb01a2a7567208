import { hostname } from 'node:os'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { orExit } from '../or-exit.ts'
import { examples } from './manners.ts'
import { context, kubeconfig, namespace } from './shared-options.ts'

/** The controller itself. */
export function runCommands(program: Command): void {
  program.commandsGroup('Run')

  program
    .command('run')
    .description('Watch the cluster and the calendar, and keep the placeholders as they should be.')
    .requiredOption(
      '--config <file>',
      'the config: a Helm values file or what the chart renders; re-read when it changes',
    )
    .addOption(namespace('where the placeholders live'))
    .option('--state <name>', 'the ConfigMap that the chart made for what must survive a restart', 'warmseats-state')
    .option('--calendar-store <name>', 'the Secret that the chart made for the calendars as last read; without it none')
    .option('--secrets <folder>', 'where the Secrets that the config names are mounted', '/etc/warmseats-secrets')
    .option('--lease <name>', 'the Lease for the election among replicas; without it this process acts')
    .option('--identity <name>', 'the name of this replica', hostname())
    .option('--profiles <name>', 'the full name of the release, if it has singleuser profiles')
    .option(
      '--own-secrets <names>',
      'further Secrets of the release, with commas: no pattern of profiles means them',
      names,
    )
    .option('--https-port <number>', 'webhook and API of profiles', port, 8443)
    .option('--feed-token <file>', 'where the token of the feed stands; without it there is no /feed/TOKEN.ics')
    .option('--port <number>', 'health, metrics and the status page; 0 for none', port, 8080)
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(
      new Option('--log-level <level>', "default: the config's").choices(['trace', 'debug', 'info', 'warn', 'error']),
    )
    .option('--log-pretty', 'the log for people at a terminal')
    .option('--dry-run', 'decide and log, write nothing')
    .addHelpText('after', examples('warmseats run --config values.yaml -n jupyterhub --dry-run --log-pretty'))
    .action((options) =>
      orExit(async () => {
        const { fromEvent, merge } = await import('rxjs')
        const { makeLogger } = await import('../run/logger.ts')
        const { withLastWords } = await import('../run/last-words.ts')
        const { run } = await import('../run/run.ts')
        const calendarUrl = process.env.WARMSEATS_CALENDAR_URL
        const stop$ = merge(fromEvent(process, 'SIGTERM'), fromEvent(process, 'SIGINT'))
        const log = makeLogger(options)
        await withLastWords(log, () => run({ ...options, calendarUrl }, log, stop$))
      }),
    )
}

const names = (text: string): readonly string[] => text.split(',').filter((name) => name !== '')

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('a port is 0 to 65535.')
  return Number(text)
}
