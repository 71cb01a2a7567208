import { mergeHealth, mergeReadings } from '../../domain/calendar/merge-calendars.ts'
import { LIVE } from '../../domain/cluster/world.ts'
import { decide } from '../../domain/decide/decide.ts'
import { NO_MEMORY } from '../../domain/decide/memory.ts'
import { timelineOf } from '../../domain/demand/timeline.ts'
import { autoscalerExamined } from '../../domain/doctor/autoscaler.ts'
import { calendarsExamined } from '../../domain/doctor/calendars.ts'
import { configExamined } from '../../domain/doctor/config.ts'
import { type Examined, TOPICS } from '../../domain/doctor/finding.ts'
import { ifSeen, type Looked, seen } from '../../domain/doctor/looked.ts'
import { poolNodesExamined } from '../../domain/doctor/pool-nodes.ts'
import { poolProblemsExamined } from '../../domain/doctor/pool-problems.ts'
import { poolSizesExamined } from '../../domain/doctor/pool-sizes.ts'
import { prioritiesExamined } from '../../domain/doctor/priorities.ts'
import type { Scene } from '../../domain/doctor/scene.ts'
import { weekExamined } from '../../domain/doctor/week.ts'
import { knownNamespaces } from '../../domain/settings/user-namespaces.ts'
import { examineCluster, readAutoscaler } from './basics.ts'
import { type ReadParts, readParts } from './calendars.ts'
import { type Cluster, readAs, readCluster, unseenLimits } from './cluster.ts'
import { examineHubs, readHubs } from './hub.ts'
import { examineHubApi } from './hub-api.ts'
import { examineImages } from './images.ts'
import { examineNamed } from './named-schedulers.ts'
import { examinePacking } from './packing.ts'
import { examineRelease } from './release.ts'
import type { Visit } from './visit.ts'

const inOrder = (all: readonly Examined[]): readonly Examined[] =>
  all.toSorted((a, b) => TOPICS.indexOf(a.topic) - TOPICS.indexOf(b.topic))

/** All that can be asked of a cluster, by topic. */
export async function examineAll(visit: Visit): Promise<readonly Examined[]> {
  const { place, installed, found, nowMs, version } = visit
  const { config, warnings, refused } = found
  const { namespace } = place
  const { release } = installed
  const [cluster, hubs, status, read] = await Promise.all([
    readCluster(place, config),
    readHubs(place, knownNamespaces(config, namespace)),
    readAutoscaler(place),
    readParts(place, config, release, nowMs),
  ])
  const scene = sceneOf(visit, cluster, read)
  const seenNodes = scene.at === 'seen' ? [...scene.value.observed.nodes.values()] : []
  const upgrade = `helm -n ${namespace} upgrade ${release?.helm ?? 'warmseats'} oci://ghcr.io/warmseats/charts/warmseats --values values.yaml`
  return inOrder([
    await examineCluster(place, version, hubs.schedulers),
    ...(await examineRelease(visit)),
    configExamined({ config, warnings, refused, upgrade }),
    ...ofScene(scene, cluster),
    ifSeen(cluster.priorityClasses, 'priorities', 'the PriorityClasses of placeholders and users', (classes) =>
      prioritiesExamined(config, classes, release !== undefined),
    ),
    examineImages(visit, cluster.pods),
    autoscalerExamined({ status, nodePools: cluster.nodePools, nodes: seenNodes, nowMs }),
    ...(await examineHubs(place, hubs, {
      config,
      scene: scene.at === 'seen' ? scene.value : undefined,
      release: release?.name ?? 'warmseats',
    })),
    ...examinePacking(visit, cluster, { hubs, status }),
    ...(await examineNamed(visit, cluster, hubs)),
    ...(await examineHubApi(place, config)),
    calendarsExamined({
      ...read,
      timeline: timelineOf(mergeReadings(read.parts).occurrences, config),
      missingSinceMs: installed.state?.memory?.calendarMissingSinceMs,
      namespace,
      nowMs,
    }),
  ])
}

/** What the controller would see and decide now. */
function sceneOf({ place, installed, found, nowMs }: Visit, cluster: Cluster, { parts }: ReadParts): Looked<Scene> {
  const { config } = found
  const { namespace } = place
  const read = readAs(config, namespace, cluster)
  if (read.at === 'unseen') return read
  const { limits, schedulingEvents, deploymentsUnknown, ...there } = read.value
  const memory = installed.state?.memory ?? NO_MEMORY
  const observed = {
    ...there,
    config,
    calendar: mergeHealth(parts),
    timeline: timelineOf(mergeReadings(parts).occurrences, config),
    sight: LIVE,
    hints: { limits, schedulingEvents },
    owner: installed.state?.owner ?? { name: '', uid: '', namespace },
  }
  const decision = decide(observed, memory, nowMs, { deploymentsUnknown })
  return seen({ observed, decision, memory, namespace, nowMs })
}

function ofScene(scene: Looked<Scene>, cluster: Cluster): Examined[] {
  const week = 'whether the classes of the coming week fit'
  return [
    ifSeen(scene, 'pools', 'whether pools have nodes, and placeholders fit there', poolNodesExamined),
    ...(scene.at === 'seen' ? [poolSizesExamined(scene.value), poolProblemsExamined(scene.value)] : []),
    ifSeen(scene, 'week', week, (value) => weekExamined(value, unseenLimits(cluster))),
  ]
}
