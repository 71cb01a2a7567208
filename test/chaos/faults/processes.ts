/** What becomes of processes: killed, asked to end, suspended. */
import type { Fault } from '../fault.ts'

export const processes: readonly Fault[] = [
  {
    name: 'the leader is killed and started again',
    lastsMs: 0,
    begin: async (scene) => {
      const leader = await scene.leader()
      await leader.signal('SIGKILL')
      await leader.start()
    },
  },
]
