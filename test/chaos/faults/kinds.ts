/** Kinds of kinds: faults that differ in one thing only. */
import { SECOND } from '../../support/time.ts'
import type { Fault } from '../fault.ts'
import type { Trouble } from '../proxy/trouble.ts'
import type { Scene } from '../scene.ts'

type Differently = Partial<Omit<Fault, 'name'>>

/** Both proxies misbehave. Connections are torn down first, so that what was open has no part in it. */
export const misbehaving = (name: string, makeTrouble: (scene: Scene) => Trouble, more: Differently = {}): Fault => ({
  name,
  lastsMs: 8 * SECOND,
  begin: (scene) => {
    for (const { proxy } of scene.replicas) {
      proxy.misbehave(makeTrouble(scene))
      proxy.cut()
    }
  },
  end: ({ replicas }) => {
    for (const { proxy } of replicas) proxy.misbehave()
  },
  ...more,
})

/** Something is done again and again. */
export function repeatedly(
  name: string,
  everyMs: number,
  act: (scene: Scene) => Promise<void> | void,
  more: Differently = {},
): Fault {
  let timer: NodeJS.Timeout | undefined
  return {
    name,
    lastsMs: 10 * SECOND,
    begin: async (scene) => {
      await act(scene)
      timer = setInterval(() => void Promise.resolve(act(scene)).catch(() => undefined), everyMs)
    },
    end: () => clearInterval(timer),
    ...more,
  }
}

/** Something is done once, and left so. */
export const once = (name: string, begin: Fault['begin'], more: Differently = {}): Fault => ({
  name,
  lastsMs: 0,
  begin,
  ...more,
})
