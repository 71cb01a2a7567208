/** Options that several commands have, in the same words. */
import { extname } from 'node:path'
import { type Command, Option } from 'commander'
import { MOMENTS } from '../moment.ts'

export const output = (choices: readonly string[], usual: string, description: string) =>
  new Option('-o, --output <format>', description).choices(choices).default(usual)

export const jsonOrText = () => output(['json', 'text'], 'text', 'for people or for programs')

export const out = () =>
  new Option('--out <file>', 'into a file instead of stdout; its ending names the format, unless -o does')

export const kubeconfig = () =>
  new Option('--kubeconfig <file>', 'default: $KUBECONFIG, the pod itself, ~/.kube/config')

export const context = () => new Option('--context <name>', 'a context of the kubeconfig')

export const namespace = (of = 'of the release') =>
  new Option('-n, --namespace <name>', `${of} (default: the context's)`)

export const secrets = () =>
  new Option('--secrets <folder>', "where the Secrets of the config's calendars are").default('/etc/warmseats-secrets')

export const from = () => new Option('--from <instant>', MOMENTS).default('today')

export const to = () => new Option('--to <instant>', 'not included; +7d counts from --from').default('+7d')

/** Whether a format is none of words or JSON: it is changed only where a person sees it. */
export const isForPrograms = ({ output }: { readonly output: string }): boolean => !['text', 'json'].includes(output)

const FORMATS: Readonly<Record<string, string>> = { '.txt': 'text', '.yml': 'yaml' }

/** The options with the format that the name of the file tells, where nobody said one. */
export function withFormat<T extends { readonly out?: string | undefined }>(options: T, command: Command): T {
  if (options.out === undefined || command.getOptionValueSource('output') !== 'default') return options
  const ending = extname(options.out).toLowerCase()
  const format = FORMATS[ending] ?? ending.slice(1)
  const choices = command.options.find((option) => option.attributeName() === 'output')?.argChoices ?? []
  return choices.includes(format) ? { ...options, output: format } : options
}
