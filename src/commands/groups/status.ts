import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { paint } from '../../terminal/paint.ts'
import { give } from '../answer.ts'
import { orExit } from '../or-exit.ts'
import { examples } from './manners.ts'
import { context, jsonOrText, kubeconfig, namespace, out, withFormat } from './shared-options.ts'

/** Between two questions of `--watch`. */
const EVERY_MS = 2000

/** What the running program says of itself. */
export function statusCommand(program: Command): void {
  program
    .command('status')
    .description(
      'Say what the status page says, of the release that runs: who waits, why, and what can be done now. Asked through the API server.',
    )
    .option('-w, --watch', 'show it again at each change, until Ctrl-C')
    .addOption(namespace())
    .option('--state <name>', "the release's state ConfigMap, where several releases are")
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(jsonOrText())
    .addOption(out().conflicts('watch'))
    .addHelpText(
      'after',
      '\nExit code: 0 all is well, 1 the page is amber or red, 2 it cannot be told; stderr says what mends that.',
    )
    .addHelpText('after', examples('warmseats status -n jupyterhub', 'warmseats status -n jupyterhub --watch'))
    .action((options, command: Command) =>
      options.watch
        ? orExit(() => watch(withFormat(options, command)))
        : give(options.out, async () => {
            const { status } = await import('../status/status.ts')
            const asked = withFormat(options, command)
            const isPainted = options.out === undefined && asked.output === 'text'
            const answer = await status(asked, Date.now(), isPainted ? paint : undefined)
            return { ...answer, form: isPainted ? 'painted' : undefined }
          }),
    )
}

async function watch(options: Parameters<typeof import('../status/watch.ts').watchStatus>[0]): Promise<void> {
  const { watchStatus } = await import('../status/watch.ts')
  const { screenOn } = await import('../status/screen.ts')
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  await watchStatus(options, {
    screen: screenOn(process.stdout),
    paint,
    now: Date.now,
    pause: () => sleep(EVERY_MS, undefined, { signal: stop.signal }).catch(() => undefined),
    stop: stop.signal,
  })
}
