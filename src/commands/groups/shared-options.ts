/** Options that several commands have, in the same words. */
import { Option } from 'commander'

export const jsonOrText = () =>
  new Option('--output <format>', 'for people or for programs').choices(['json', 'text']).default('text')

export const kubeconfig = () =>
  new Option('--kubeconfig <file>', 'default: $KUBECONFIG, the pod itself, ~/.kube/config')

export const context = () => new Option('--context <name>', 'a context of the kubeconfig')
