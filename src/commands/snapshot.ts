import { deploymentFrom, type PlaceholderDeployment } from '../domain/cluster/deployment.ts'
import { type Node, nodeFrom } from '../domain/cluster/node.ts'
import { createLedger, type PodsView } from '../domain/cluster/occupancy.ts'
import { type Pod, podFrom } from '../domain/cluster/pod.ts'
import { podKindsOf } from '../domain/cluster/pod-kinds.ts'
import { type Memory, NO_MEMORY } from '../domain/decide/memory.ts'
import { MEMORY_KEY, memoryFromJson } from '../domain/decide/memory-json.ts'
import type { Config } from '../domain/settings/config.ts'
import { InputError, readJson, readList, type Wanted } from './read-input.ts'

const NODES: Wanted = { option: '--nodes', kind: 'Node', made: 'kubectl get nodes -o json' }
const PODS: Wanted = { option: '--pods', kind: 'Pod', made: 'kubectl get pods --all-namespaces -o json' }
const DEPLOYMENTS: Wanted = {
  option: '--deployments',
  kind: 'Deployment',
  made: 'kubectl get deployments --namespace NAMESPACE --output json --show-managed-fields',
}

/** Reads what `kubectl get … -o json` printed as the sources of the product would see it. */
export async function readNodes(path: string): Promise<ReadonlyMap<string, Node>> {
  const nodes = (await readList(path, NODES)).flatMap((raw) => nodeFrom(raw) ?? [])
  return new Map(nodes.map((node) => [node.name, node]))
}

export async function readPods(path: string, config: Config): Promise<PodsView> {
  return viewOfPods(await readPodList(path, config))
}

export async function readPodList(path: string, config: Config): Promise<readonly Pod[]> {
  const kinds = podKindsOf(config, undefined)
  const list = await readList(path, PODS)
  return list.flatMap((raw) => podFrom(raw, kinds) ?? [])
}

export function viewOfPods(pods: readonly Pod[]): PodsView {
  const ledger = createLedger()
  for (const pod of pods) ledger.applied(pod)
  return ledger.view
}

export async function readDeployments(path: string): Promise<ReadonlyMap<string, PlaceholderDeployment>> {
  const deployments = (await readList(path, DEPLOYMENTS)).flatMap((raw) => deploymentFrom(raw) ?? [])
  return new Map(deployments.map((deployment) => [deployment.name, deployment]))
}

/** The state ConfigMap as `kubectl get configmap` prints it, or the memory in it alone. */
export async function readMemory(path: string): Promise<Memory> {
  const json = (await readJson(path, 'kubectl get configmap RELEASE-state -o json')) as RawState
  // A release that has not written yet: it remembers nothing.
  if (json.kind === 'ConfigMap' && json.data?.[MEMORY_KEY] === undefined) return NO_MEMORY
  const memory = memoryFromJson(json.data?.[MEMORY_KEY] ?? JSON.stringify(json))
  if (!memory) throw new InputError(`${path} holds no memory that this version understands`)
  return memory
}

interface RawState {
  readonly kind?: string
  readonly data?: Readonly<Record<string, string>>
}
