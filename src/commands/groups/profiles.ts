import { type Command, Option } from 'commander'
import { orExit } from '../or-exit.ts'

/** What singleuser profiles give. */
export function profilesCommands(program: Command): void {
  program.commandsGroup('Profiles')

  const profiles = program
    .command('profiles')
    .description("Singleuser profiles: what a user's pod gets, by user, image and size.")
    .configureHelp({ sortSubcommands: false })

  profiles
    .command('render')
    .description('Show the pod that results.')
    .requiredOption('--profiles <file...>', 'profiles, or ConfigMaps that hold them; of several, later wins')
    .option('--user <name>', "whose server (default: the pod's)")
    .option('--image <name>', "its image (default: the pod's)")
    .option('--size <name>', 'the size that the user chose')
    .option('--gpu-type <name>', 'the type of GPU that the user chose')
    .option('--pod <file>', 'kubectl get pod -o yaml; default: a short one as KubeSpawner makes it')
    .option('--mount-path <path>', 'where volumes are mounted that have no absolute path', '/home/jovyan')
    .option('--explain', 'which profile gave which field')
    .addOption(
      new Option('--output <format>', 'YAML has the explanation as comments').choices(['yaml', 'json']).default('yaml'),
    )
    .action((options) =>
      orExit(async () => {
        const { profilesRender } = await import('../profiles/render.ts')
        const { text, problems } = await profilesRender(options)
        for (const problem of problems) process.stderr.write(`${problem.where}: ${problem.text}\n`)
        process.stdout.write(`${text}\n`)
      }),
    )

  profiles
    .command('check')
    .description('Say what is wrong with profiles, with file and line; exit code 1 when something is left out.')
    .argument('<file...>', 'profiles, or ConfigMaps that hold them')
    .action((files: string[]) =>
      orExit(async () => {
        const { profilesCheck } = await import('../profiles/check.ts')
        const { text, isGood } = await profilesCheck(files)
        process.stdout.write(`${text}\n`)
        if (!isGood) process.exitCode = 1
      }),
    )
}
