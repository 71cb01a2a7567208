import type { Command } from 'commander'
import { say } from '../../terminal/outlet.ts'
import { give } from '../answer.ts'
import { candidatesFor, SHELLS, scriptFor } from './completion.ts'
import { examples } from './manners.ts'
import { context, jsonOrText, kubeconfig, namespace, out, withFormat } from './shared-options.ts'

/** Of the program itself. */
export function aboutCommands(program: Command): void {
  program.commandsGroup('About')

  program
    .command('version')
    .description('Say which version this is, and which controller runs in the cluster.')
    .option('--client', 'of this program alone: no cluster is asked')
    .addOption(namespace())
    .option('--state <name>', "the release's state ConfigMap, where several releases are")
    .addOption(kubeconfig())
    .addOption(context())
    .addOption(jsonOrText())
    .addOption(out())
    .addHelpText('after', examples('warmseats version -n jupyterhub', 'warmseats version --client'))
    .action((options, command: Command) =>
      give(options.out, async () => {
        const { version } = await import('../cluster/version.ts')
        return version(program.version() ?? '', withFormat(options, command))
      }),
    )

  program
    .command('completion')
    .description('Print what makes a shell complete commands and options.')
    .argument('<shell>', SHELLS.join(', '))
    .addOption(out())
    .addHelpText(
      'after',
      examples(
        'source <(warmseats completion bash)',
        'warmseats completion zsh > ~/.zfunc/_warmseats',
        'warmseats completion fish > ~/.config/fish/completions/warmseats.fish',
      ),
    )
    .action((shell: string, options) => give(options.out, async () => ({ text: scriptFor(shell), form: 'data' })))

  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .addHelpText('after', examples('warmseats __complete pl'))
    .action((words: string[]) =>
      say(
        candidatesFor(program, words)
          .map((one) => `${one}\n`)
          .join(''),
      ),
    )
}
