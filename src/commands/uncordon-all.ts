import { setTimeout as sleep } from 'node:timers/promises'
import { type Node, nodeFrom, type RawNode } from '../domain/cluster/node.ts'
import { isCordonedBy, ownCordonOf, SWITCH, uncordonMarks } from '../domain/utilization/marks.ts'
import { type Api, api } from '../kubernetes/api.ts'
import { apiPath } from '../kubernetes/api-path.ts'
import { connect } from '../kubernetes/connection.ts'
import { describeApiError } from '../kubernetes/describe.ts'
import { ApiError } from '../kubernetes/errors.ts'
import type { Transport } from '../kubernetes/transport.ts'
import { writeNode } from '../sinks/nodes.ts'
import { InputError } from './read-input.ts'
import { Unfinished } from './unfinished.ts'

export interface UncordonAllOptions {
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  readonly namespace?: string | undefined
  /** Name of a release's state ConfigMap: only its cordons; undefined: every cordon of the utilization policy. */
  readonly state?: string | undefined
}

/** So often the nodes are looked at: a controller that has not seen the switch yet may still cordon one. */
const ROUNDS = 10
/** Longer than what a controller had sent before it saw the switch is under way. */
const PAUSE_MS = 2000

/**
 * Takes back what the utilization policy cordoned, for uninstalling and for emergencies. A running controller of the
 * release is told first, by the switch on its state ConfigMap, to cordon no more.
 * @param pause between two looks
 * @returns a line for each node, and a last one
 * @throws Unfinished when some stay cordoned, with the reason for each; InputError when there is no cluster to talk to
 */
export async function uncordonAll(
  options: UncordonAllOptions,
  pause: () => Promise<unknown> = () => sleep(PAUSE_MS),
): Promise<string> {
  const connection = await connect({ kubeconfig: options.kubeconfig, context: options.context })
  try {
    const release =
      options.state === undefined
        ? undefined
        : { namespace: options.namespace ?? connection.namespace, name: options.state }
    const kubernetes = api(connection, { timeoutMs: 10_000 })
    if (release) await switchOff(kubernetes, release)
    const isOurs = (node: Node) => (release ? isCordonedBy(node, release) : Boolean(ownCordonOf(node)))
    return await takeBackAll(connection, isOurs, pause)
  } finally {
    await connection.close()
  }
}

async function switchOff(kubernetes: Api, { namespace, name }: { namespace: string; name: string }): Promise<void> {
  const patch = { metadata: { annotations: { [SWITCH]: 'off' } } }
  await kubernetes
    .mergePatch(apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`, patch)
    .catch((error: unknown) => {
      // Without it there is no controller that could cordon.
      if (error instanceof ApiError && error.status === 404) return
      throw new InputError(
        describeApiError(error, { verb: 'patch', resource: 'configmaps', group: '', namespace, name }),
      )
    })
}

/** Until none is seen twice in a row: a cordon may have been on its way when the nodes were looked at. */
async function takeBackAll(
  transport: Transport,
  isOurs: (node: Node) => boolean,
  pause: () => Promise<unknown>,
): Promise<string> {
  const kubernetes = api(transport, { timeoutMs: 10_000 })
  const done: string[] = []
  let failures: string[] = []
  let wasEmpty = false
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) await pause()
    const { items } = await listed(kubernetes)
    const ours = items.flatMap((raw) => nodeFrom(raw) ?? []).filter(isOurs)
    if (ours.length === 0 && wasEmpty)
      return [...done, done.length === 0 ? 'no node is cordoned by the policy' : ''].join('\n').trim()
    wasEmpty = ours.length === 0
    failures = []
    for (const node of ours) {
      const effect = await takeBack(kubernetes, node)
      if (effect === undefined) done.push(`node ${node.name} taken back`)
      else failures.push(effect)
    }
  }
  throw new Unfinished(['these nodes are still cordoned by the utilization policy:', ...failures].join('\n'))
}

const listed = (kubernetes: Api) =>
  kubernetes.get<{ readonly items: readonly RawNode[] }>('/api/v1/nodes').catch((error: unknown) => {
    throw new InputError(describeApiError(error, { verb: 'list', resource: 'nodes', group: '' }))
  })

/** @returns why not; undefined: it is done */
async function takeBack(kubernetes: Api, { name, uid, resourceVersion }: Node): Promise<string | undefined> {
  const version = resourceVersion === undefined ? {} : { resourceVersion }
  const effect = await writeNode(kubernetes, {
    type: 'write node',
    pool: '',
    reason: 'uncordon',
    name,
    uid,
    ...version,
    unschedulable: false,
    annotations: uncordonMarks(),
    because: 'uncordon-all',
  })
  return 'because' in effect ? effect.because : undefined
}
