/** All kinds of fault, group by group. */
import type { Group } from './fault.ts'
import { network } from './faults/network.ts'
import { processes } from './faults/processes.ts'

export const GROUPS: readonly Group[] = [
  ['network', network],
  ['processes', processes],
]
