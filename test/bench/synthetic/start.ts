import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Answer, Begin, Order, Orders, Ready } from './orders.ts'

/** A synthetic API server in a process of its own. */
export interface Synthetic extends Ready {
  ask<K extends keyof Orders>(what: K, asked: Orders[K]['asked']): Promise<Orders[K]['told']>
  stop(): Promise<void>
}

/** @throws when its process ends by itself: whoever waits for an answer is told */
export async function startSynthetic(begin: Begin): Promise<Synthetic> {
  const child = fork(fileURLToPath(import.meta.resolve('./process.ts')), { execArgv: [] })
  const exited = once(child, 'exit')
  const died = exited.then(() => Promise.reject(new Error('the synthetic API server ended; it says why above')))
  died.catch(() => undefined)
  child.send(begin)
  const [ready] = (await Promise.race([once(child, 'message'), died])) as [Ready]
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  child.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('failed' in answer) asked?.reject(new Error(answer.failed))
    else asked?.resolve(answer.told)
  })
  let asked = 0
  return {
    ...ready,
    ask: (what, about) => {
      const answer = Promise.withResolvers<unknown>()
      waiting.set(++asked, answer)
      child.send({ id: asked, what, asked: about } as Order)
      return Promise.race([answer.promise, died]) as Promise<Orders[typeof what]['told']>
    },
    stop: async () => {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}
