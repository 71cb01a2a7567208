import { podFrom } from '../../domain/cluster/pod.ts'
import { podKindsOf } from '../../domain/cluster/pod-kinds.ts'
import type { Examined } from '../../domain/doctor/finding.ts'
import { imagesExamined, type Owner } from '../../domain/doctor/images.ts'
import { ifSeen, type Looked } from '../../domain/doctor/looked.ts'
import type { SeenPod } from './cluster.ts'
import type { Visit } from './visit.ts'

/** Whether images of the controller, of placeholders and of users come to their nodes. */
export const examineImages = (visit: Visit, pods: Looked<readonly SeenPod[]>): Examined =>
  ifSeen(pods, 'images', 'whether images come to the nodes', (all) => imagesExamined(all, ownerAmong(visit)))

function ownerAmong({ place, installed, found }: Visit): (pod: SeenPod) => Owner | undefined {
  const kinds = podKindsOf(found.config, place.namespace)
  const isHere = ({ metadata }: SeenPod) => metadata?.namespace === place.namespace
  return (raw) => {
    const kind = podFrom(raw, kinds)?.kind
    if (kind === 'user') return 'user'
    if (kind === 'placeholder') return isHere(raw) ? 'placeholder' : undefined
    if (isPuller(raw)) return 'image puller'
    return isHere(raw) && isOf(raw, installed.release?.name) ? 'controller' : undefined
  }
}

const isPuller = ({ metadata }: SeenPod): boolean =>
  /^(hook|continuous)-image-puller$/.test(metadata?.labels?.component ?? '')

const isOf = ({ metadata }: SeenPod, release: string | undefined): boolean =>
  release !== undefined &&
  metadata?.labels?.['app.kubernetes.io/component'] === 'controller' &&
  metadata.name?.startsWith(`${release}-`) === true
