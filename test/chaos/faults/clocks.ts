/** Wall clocks that are set: of one replica, of both, back and ahead. Timers are monotonic and go on. */
import { HOUR, SECOND } from '../../support/time.ts'
import { type Fault, TAKEOVER } from '../fault.ts'
import type { Scene } from '../scene.ts'

const setAll =
  (offMs: number) =>
  async ({ replicas }: Scene) => {
    await Promise.all(replicas.map((replica) => replica.setClock(offMs)))
  }
const right = setAll(0)
const ofLeader = (offMs: number) => async (scene: Scene) => (await scene.leader()).setClock(offMs)

/** It stays wrong while all is measured. */
const wrong = (name: string, begin: Fault['begin']): Fault => ({ name, lastsMs: 8 * SECOND, begin, undo: right })

export const clocks: readonly Fault[] = [
  wrong("the leader's clock is set back an hour", ofLeader(-HOUR)),
  wrong("the leader's clock is set ahead an hour", ofLeader(HOUR)),
  wrong("the follower's clock is set back an hour", async (scene) => (await scene.follower()).setClock(-HOUR)),
  wrong('both clocks are set back an hour', setAll(-HOUR)),
  {
    name: "the leader's clock is an hour ahead for 8 s",
    lastsMs: 8 * SECOND,
    begin: ofLeader(HOUR),
    end: right,
  },
  { name: 'both clocks are an hour ahead for 8 s', lastsMs: 8 * SECOND, begin: setAll(HOUR), end: right },
  {
    name: 'both clocks are set back 100 s, then the leader is killed for good',
    lastsMs: 0,
    limit: TAKEOVER,
    begin: async (scene) => {
      await setAll(-100 * SECOND)(scene)
      await (await scene.leader()).signal('SIGKILL')
    },
    undo: right,
  },
]
