import { Option } from 'commander'

export const jsonOrText = () =>
  new Option('--output <format>', 'for people or for programs').choices(['json', 'text']).default('text')
