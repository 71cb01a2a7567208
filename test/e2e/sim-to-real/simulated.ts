import { merge, tap } from 'rxjs'
import { deploymentName } from '../../../src/domain/cluster/deployment.ts'
import { type Cluster, isUser, nodeOf, type SimPod } from '../../../src/simulation/cluster/cluster.ts'
import type { Scenario } from '../../../src/simulation/scenario/scenario.ts'
import { simulate } from '../../../src/simulation/simulation.ts'
import { type Diary, openDiary, POOL_NAME, type Standings } from './diary.ts'

/** Lets the scenario happen on the simulated cluster. */
export async function simulated(scenario: Scenario): Promise<Diary> {
  const { cluster, clock, happenings$, advance } = simulate(scenario)
  const diary = openDiary(() => clock.now() - scenario.startMs)
  const { nodes, pods, deployments } = cluster
  const seePod = (pod: SimPod) => {
    if (isUser(pod)) diary.seeUser(pod.labels['hub.jupyter.org/username'] ?? '', pod.place.at === 'running')
  }
  const writing$ = merge(
    pods.changes$.pipe(tap(({ type, object }) => type === 'applied' && seePod(object))),
    nodes.changes$.pipe(tap(({ object }) => diary.nodes.add(object.uid))),
    deployments.changes$,
  ).pipe(tap(() => diary.note(standingsOf(cluster, scenario))))
  const world = merge(writing$, happenings$).subscribe()
  await advance(scenario.endMs)
  world.unsubscribe()
  return diary
}

const standingsOf = ({ nodes, pods, deployments }: Cluster, { pools }: Scenario): Standings =>
  Object.fromEntries(
    pools.map(({ name }) => {
      const here = pods.all().filter(({ nodeSelector }) => nodeSelector[POOL_NAME] === name)
      const users = here.filter(isUser)
      const standing = {
        nodes: nodes.all().filter(({ pool, ready }) => pool.name === name && ready.is).length,
        desired: deployments.get(deploymentName(name))?.spec.replicas ?? 0,
        bound: here.filter((pod) => !isUser(pod) && nodeOf(pod) !== undefined).length,
        users: users.length,
        running: users.filter(({ place }) => place.at === 'running').length,
      }
      return [name, standing]
    }),
  )
