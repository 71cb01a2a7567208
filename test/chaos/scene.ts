/** A real control plane with the chart on it, two replicas behind proxies of their own, and a campus that never rests. */
import { type Random, seeded } from '../../src/simulation/cluster/random.ts'
import { type Cluster, startCluster } from '../cluster/index.ts'
import { install, type Release } from '../e2e/support/release.ts'
import { type Campus, campus } from './campus.ts'
import { type Protocol, protocol } from './protocol.ts'
import { type Replica, replica } from './replica.ts'
import { type Witness, witness } from './witness.ts'

export interface Scene {
  readonly cluster: Cluster
  readonly release: Release
  readonly campus: Campus
  readonly witness: Witness
  readonly protocol: Protocol
  readonly replicas: readonly [Replica, Replica]
  readonly random: Random
  /** The replica whose name the Lease bears. */
  leader(): Promise<Replica>
  /** The other one. */
  follower(): Promise<Replica>
  stop(): Promise<void>
}

export const LEASE = '/apis/coordination.k8s.io/v1/namespaces/hub/leases/warmseats'

/**
 * @param seed of everything that is drawn; what the machine does in between is beyond it
 * @param protocolFile where everything is written down
 */
export async function setScene(seed: number, protocolFile?: string): Promise<Scene> {
  const random = seeded(seed)
  const cluster = await startCluster()
  const seen = witness()
  const university = await campus(cluster, random)
  const release = await install({ cluster, helm: 4, values: university.values })
  await university.build()
  const kept = protocol(protocolFile)
  const bring = (identity: string) =>
    replica({ identity, cluster, release, onWrite: seen.note(identity), onLine: kept.heard(identity) })
  const replicas = [await bring('warmseats-a'), await bring('warmseats-b')] as const
  for (const one of replicas) await one.start()

  const holder = async () => {
    const { spec } = (await cluster.request('GET', LEASE)) as { spec?: { holderIdentity?: string } }
    return spec?.holderIdentity
  }
  const [first, second] = replicas
  return {
    cluster,
    release,
    campus: university,
    witness: seen,
    protocol: kept,
    replicas,
    random,
    leader: async () => ((await holder()) === second.identity ? second : first),
    follower: async () => ((await holder()) === second.identity ? first : second),
    stop: async () => {
      for (const one of replicas) await one.stop()
      await university.close()
      await cluster.stop()
    },
  }
}
