import { dump } from 'js-yaml'
import { given } from '../../domain/given.ts'
import type { Problem } from '../../domain/problem.ts'
import { type Applied, applyProfiles } from '../../domain/profiles/applying/apply.ts'
import { userLabel } from '../../domain/profiles/escape.ts'
import type { PodManifest } from '../../domain/profiles/pod/pod-manifest.ts'
import { readPod } from '../../domain/profiles/pod/read-pod.ts'
import { type Moment, type Spawn, spawnOf } from '../../domain/profiles/pod/spawn.ts'
import { readDocuments } from '../../domain/profiles/reading/document.ts'
import type { ProfileSet } from '../../domain/profiles/reading/profile.ts'
import type { WhyNot } from '../../domain/profiles/reading/read-file.ts'
import { sayTable } from '../../terminal/table.ts'
import { InputError, readText } from '../read-input.ts'
import { readProfileFiles } from './files.ts'

export interface ProfilesRenderOptions {
  readonly profiles: readonly string[]
  /** Default: what the pod tells. */
  readonly user?: string | undefined
  readonly image?: string | undefined
  readonly size?: string | undefined
  readonly gpuType?: string | undefined
  /** The title of an event that is in force; default: none is. */
  readonly during?: string | undefined
  /** A pod to begin with; default: one as KubeSpawner makes it. */
  readonly pod?: string | undefined
  /** Where the pod will be; default: what the pod tells; else all profiles count. */
  readonly namespace?: string | undefined
  /** Where the release is, whose profiles count for all pods; default: where the pod will be. */
  readonly releaseNamespace?: string | undefined
  /** The values, which say what profiles of ConfigMaps may reach; without them all that they say is given. */
  readonly config?: string | undefined
  readonly mountPath: string
  readonly output: 'yaml' | 'json'
  readonly explain?: boolean | undefined
}

/** The pod that results, and what is to be said of it. @throws InputError */
export async function profilesRender(
  options: ProfilesRenderOptions,
): Promise<{ readonly text: string; readonly problems: readonly Problem[] }> {
  const pod = options.pod === undefined ? undefined : await readPodFile(options.pod)
  const whyNot = whyNotFor(options.namespace ?? pod?.metadata?.namespace, options.releaseNamespace)
  const { set, problems, warnings } = await readProfileFiles(options.profiles, { config: options.config, whyNot })
  const spawn = { ...spawnFrom(options, pod), ...given({ moment: momentOf(options.during, set) }) }
  const applied = applyProfiles(pod ?? podFor(spawn), set, spawn, { mountPath: options.mountPath })
  return { text: say(applied, options), problems: [...warnings, ...problems, ...applied.problems] }
}

/** @param place where the pod will be; undefined: nobody says */
function whyNotFor(place: string | undefined, release = place): WhyNot {
  return (namespace) =>
    place === undefined || [place, release].includes(namespace)
      ? undefined
      : `is of the namespace ${namespace}, and counts for pods there alone, unless the release is there: --release-namespace ${namespace}`
}

function spawnFrom({ user, image, size, gpuType }: ProfilesRenderOptions, pod: PodManifest | undefined): Spawn {
  const told = pod && spawnOf(pod)
  const name = user ?? told?.user
  if (!name) throw new InputError('whose server? write --user NAME, or give a --pod that KubeSpawner made')
  return {
    user: name,
    image: image ?? told?.image ?? pod?.spec?.containers?.[0]?.image ?? '',
    ...given({ size: size ?? told?.size, gpuType: gpuType ?? told?.gpuType }),
  }
}

/** As if the event asked for every pool that profiles name. */
function momentOf(title: string | undefined, { profiles }: ProfileSet): Moment | undefined {
  if (title === undefined) return undefined
  const pools = profiles.flatMap(({ during }) => during?.pools ?? [])
  return { atMs: 0, events: [{ title, pools, startMs: 0, endMs: 1 }] }
}

/** What KubeSpawner would make, in short. */
const podFor = ({ user, image }: Spawn) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: `jupyter-${userLabel(user)}`,
    labels: { app: 'jupyterhub', component: 'singleuser-server', 'hub.jupyter.org/username': userLabel(user) },
    annotations: { 'hub.jupyter.org/username': user },
  },
  spec: { containers: [{ name: 'notebook', ...given({ image: image || undefined }) }] },
})

async function readPodFile(path: string): Promise<PodManifest> {
  const reading = readDocuments(await readText(path))
  if (reading.at === 'refused') throw new InputError(`${path} ${reading.text}`)
  const read = readPod(reading.documents[0]?.typed)
  if ('pod' in read) return read.pod
  const reasons = read.problems.map(({ where, text }) => `  ${where}: ${text}`).join('\n')
  throw new InputError(`${path} is not a pod; make it with \`kubectl get pod NAME -o yaml\`\n${reasons}`)
}

function say({ pod, origins }: Applied, { output, explain }: ProfilesRenderOptions): string {
  if (output === 'json') return JSON.stringify(explain ? { pod, origins } : pod, null, 2)
  const yaml = dump(pod, { lineWidth: -1, noRefs: true }).trimEnd()
  if (!explain) return yaml
  const rows = origins.map(({ field, value, from }) => [field, sayValue(value), from])
  const table = sayTable(['field', 'value', 'from'], rows)
  return `${table.replaceAll(/^/gm, '# ')}\n${yaml}`
}

const LONGEST = 60

function sayValue(value: unknown): string {
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\s+/g, ' ')
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
