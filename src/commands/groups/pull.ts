import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { say, sayAside } from '../../terminal/outlet.ts'
import { shown } from '../../terminal/shown.ts'
import { writeTo } from '../answer.ts'
import { orExit } from '../or-exit.ts'
import { refuseUnwritable } from '../writable.ts'
import { examples } from './manners.ts'
import { context, jsonOrText, kubeconfig, namespace, out, withFormat } from './shared-options.ts'

const each = (value: string, before: readonly string[]) => [...before, value]

/** New images, before anybody runs them. */
export function pullCommand(program: Command): void {
  program
    .command('pull')
    .description('Bring new images to the nodes that are there, and have placeholders bring them to those that come.')
    .option('--images <names>', 'with tags or digests, separated by commas', each, [])
    .option('--pool <names>', 'of these pools alone', each, [])
    .option('--secret <names>', 'imagePullSecrets beside those that placeholders have', each, [])
    .option('--wait', 'pull to the nodes that are there, and wait for it (the default)', true)
    .option('--no-wait', 'have placeholders bring them, no more')
    .option('--timeout <duration>', 'how long nodes may take', '20m')
    .option('--parallel <nodes>', 'so many pull at the same time', '5')
    .option('--bring-for <duration>', 'how long placeholders bring them, whoever comes', '24h')
    .option('--best-effort', 'exit code 0 also where it fails: for hooks that are not to stop a release')
    .addOption(namespace())
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(jsonOrText())
    .addOption(out())
    .addHelpText(
      'after',
      '\nExit code 0: done; 1: not on all nodes, or no controller answered; 2: wrong input, no cluster.',
    )
    .addHelpText(
      'after',
      examples(
        'warmseats pull --images quay.io/hub/data8:2026-10 -n jupyterhub',
        'warmseats pull --images quay.io/hub/a:2,quay.io/hub/b:2 --pool user --timeout 30m --parallel 10 -n jupyterhub',
      ),
    )
    .action((options, command: Command) =>
      orExit(async () => {
        if (options.out !== undefined) await refuseUnwritable(options.out)
        const { pull } = await import('../pull/pull.ts')
        const results: string[] = []
        const voices = {
          result: (text: string) =>
            void (options.out === undefined ? say(`${text}\n`) : results.push(shown(`${text}\n`))),
          progress: (line: string) => sayAside(`${line}\n`),
        }
        const stop = new AbortController()
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
        const clock = {
          now: Date.now,
          pause: () => sleep(2000, undefined, { signal: stop.signal }).catch(() => undefined),
        }
        const exitCode = await pull(withFormat(options, command), voices, clock, stop.signal)
        if (options.out !== undefined) await writeTo(options.out, results.join(''))
        process.exitCode = exitCode
      }),
    )
}
