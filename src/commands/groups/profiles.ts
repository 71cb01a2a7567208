import { type Command, Option } from 'commander'
import { give } from '../answer.ts'
import { examples } from './manners.ts'
import { isForPrograms, out, output, withFormat } from './shared-options.ts'

const config = () =>
  new Option('--config <file>', 'a Helm values file or the rendered config: what profiles of ConfigMaps may reach')

/** What singleuser profiles give. */
export function profilesCommands(program: Command): void {
  program.commandsGroup('Profiles')

  const profiles = program
    .command('profiles')
    .description("Singleuser profiles: what a user's pod gets, by user, image and size.")
    .configureHelp({ sortSubcommands: false })
    .addHelpText('after', examples('warmseats profiles check profiles.yaml'))

  profiles
    .command('render')
    .description('Show the pod that results.')
    .requiredOption('--profiles <file...>', 'profiles, or ConfigMaps that hold them; of several, later wins')
    .option('--user <name>', "whose server (default: the pod's)")
    .option('--image <name>', "its image (default: the pod's)")
    .option('--size <name>', 'the size that the user chose')
    .option('--gpu-type <name>', 'the type of GPU that the user chose')
    .option('--during <title>', 'as while an event of this title is in force')
    .option('--pod <file>', 'kubectl get pod -o yaml; default: a short one as KubeSpawner makes it')
    .option(
      '-n, --namespace <name>',
      "where the pod will be: of ConfigMaps those of this namespace count (default: the pod's)",
    )
    .option(
      '--release-namespace <name>',
      'where the release is: its ConfigMaps count everywhere (default: --namespace)',
    )
    .addOption(config())
    .option('--mount-path <path>', 'where volumes are mounted that have no absolute path', '/home/jovyan')
    .option('--explain', 'which profile gave which field')
    .addOption(output(['yaml', 'json'], 'yaml', 'YAML has the explanation as comments'))
    .addOption(out())
    .addHelpText(
      'after',
      examples('warmseats profiles render --profiles profiles.yaml --user ada --size Large --explain'),
    )
    .action((options, command: Command) =>
      give(options.out, async () => {
        const { profilesRender } = await import('../profiles/render.ts')
        const asked = withFormat(options, command)
        const { text, problems } = await profilesRender(asked)
        return {
          text,
          form: isForPrograms(asked) ? 'data' : undefined,
          notes: problems.map((problem) => `${problem.where}: ${problem.text}`),
        }
      }),
    )

  profiles
    .command('check')
    .description('Say what is wrong with profiles, with file and line; exit code 1 when something is left out.')
    .argument('<file...>', 'profiles, or ConfigMaps that hold them')
    .addOption(config())
    .option('--calendar <url or file...>', 'where the events are during which profiles count (`during`)')
    .addOption(out())
    .addHelpText('after', examples('warmseats profiles check profiles.yaml --config values.yaml'))
    .action((files: string[], options) =>
      give(options.out, async () => {
        const { profilesCheck } = await import('../profiles/check.ts')
        const { text, isGood, warnings } = await profilesCheck(files, options, Date.now())
        return { text, exitCode: isGood ? 0 : 1, notes: warnings.map(({ where, text }) => `${where}: ${text}`) }
      }),
    )
}
