import { ConnectionError } from '../../kubernetes/connection-error.ts'
import type { Answer } from '../answer.ts'
import { InputError } from '../read-input.ts'
import { atCluster, type PlaceOptions } from './ask.ts'
import { type ControllerFacts, findRelease } from './release.ts'

export interface VersionOptions extends PlaceOptions {
  /** Ask no cluster. */
  readonly client?: boolean | undefined
  readonly state?: string | undefined
  readonly output: 'json' | 'text'
}

/** Which version this program is, and which controller runs in the cluster. */
export async function version(program: string, options: VersionOptions): Promise<Answer> {
  const found: Found = options.client ? {} : await controllerOf(options)
  const { controller, unread = [] } = found
  if (options.output === 'json')
    return {
      text: JSON.stringify({ program, ...(options.client ? {} : { controller: controller ?? null }) }, null, 2),
      unread,
    }
  const lines = [`program     ${program}`]
  if (controller) {
    const { version: its = 'unknown', name, namespace, ready, replicas, image } = controller
    lines.push(`controller  ${its} (deployment ${name} in ${namespace}: ${ready} of ${replicas} ready, ${image})`)
    if (its !== program) lines.push('            another version than this program: what they say may differ')
  } else if (!options.client && unread.length === 0) lines.push(`controller  none in namespace ${found.namespace} (-n)`)
  return { text: lines.join('\n'), unread }
}

interface Found {
  readonly namespace?: string
  readonly controller?: (ControllerFacts & { readonly name: string; readonly namespace: string }) | undefined
  readonly unread?: readonly string[]
}

/** The program knows its own version, whatever the cluster says. */
const controllerOf = async (options: VersionOptions): Promise<Found> => {
  try {
    return await atCluster(options, async ({ connection, namespace }) => {
      const release = await findRelease(connection, namespace, options.state)
      return { namespace, controller: release && { ...release.controller, name: release.name, namespace } }
    })
  } catch (error) {
    if (!(error instanceof InputError || error instanceof ConnectionError)) throw error
    return { unread: [error.message] }
  }
}
