/** What becomes of processes: killed, asked to end, suspended. */
import { SECOND } from '../../support/time.ts'
import { type Fault, TAKEOVER } from '../fault.ts'
import type { Replica } from '../replica.ts'
import { once } from './kinds.ts'

/** Suspended for a while, whoever is drawn. */
function suspended(name: string, lastsMs: number, whom: (scene: Parameters<Fault['begin']>[0]) => Promise<Replica[]>) {
  let stopped: Replica[] = []
  return {
    name,
    lastsMs,
    begin: async (scene) => {
      stopped = await whom(scene)
      for (const replica of stopped) await replica.signal('SIGSTOP')
    },
    end: async () => {
      for (const replica of stopped) await replica.signal('SIGCONT')
    },
  } satisfies Fault
}

async function restart(replica: Replica): Promise<void> {
  await replica.signal('SIGKILL')
  await replica.start()
}

export const processes: readonly Fault[] = [
  once('kill -9 of the leader, which starts again', async (scene) => restart(await scene.leader())),
  once('kill -9 of the follower, which starts again', async (scene) => restart(await scene.follower())),
  {
    name: 'kill -9 of both, 4 s down',
    lastsMs: 4 * SECOND,
    begin: async ({ replicas }) => {
      for (const replica of replicas) await replica.signal('SIGKILL')
    },
    end: async ({ replicas }) => {
      await Promise.all(replicas.map((replica) => replica.start()))
    },
  },
  once('kill -9 of the leader, for good', async (scene) => (await scene.leader()).signal('SIGKILL'), {
    limit: TAKEOVER,
  }),
  once('SIGTERM of the leader, for good', async (scene) => (await scene.leader()).signal('SIGTERM')),
  suspended('the leader is suspended for 25 s', 25 * SECOND, async (scene) => [await scene.leader()]),
  suspended('the follower is suspended for 20 s', 20 * SECOND, async (scene) => [await scene.follower()]),
  suspended('both are suspended for 20 s', 20 * SECOND, async ({ replicas }) => [...replicas]),
]
