import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { after, it } from 'node:test'
import type { Component } from './components.ts'
import { launch } from './launch.ts'
import type { Processes } from './processes.ts'

const component: Component = {
  name: 'sleeper',
  ports: 1,
  args: (port) => [String(port)],
  health: (port) => ({ url: `http://127.0.0.1:${port}/` }),
}
const files = new Map([['sleeper', '/usr/bin/sleeper']])
const servers: Server[] = []
after(() => {
  for (const server of servers) server.close()
})

/** Programs that die with these last words, one a start; the one after them answers on its port. */
function dyingWith(...lastWords: readonly string[]): { processes: Processes; tried: string[] } {
  const tried: string[] = []
  const start: Processes['start'] = async ({ args: [port = ''] }) => {
    tried.push(port)
    const words = lastWords[tried.length - 1]
    if (words !== undefined) return { died: Promise.reject(new Error(words)) }
    servers.push(createServer((_, response) => response.end()).listen(Number(port), '127.0.0.1'))
    return { died: new Promise<never>(() => {}) }
  }
  const processes = {
    directory: '/tmp',
    dataDirectory: '/tmp',
    log: String,
    kill: async () => {},
    stop: async () => {},
  }
  return { processes: { ...processes, start }, tried }
}

it('a program whose port was taken in the meantime gets another one', async () => {
  const { processes, tried } = dyingWith('listen tcp: bind: address already in use')
  const { ports } = await launch(processes, files, component)
  assert.equal(tried.length, 2)
  assert.deepEqual(ports, [Number(tried[1])])
})

it('one that must have its port, or dies of something else, fails', async () => {
  const taken = dyingWith('bind: address already in use')
  await assert.rejects(launch(taken.processes, files, component, [20_000]), /already in use/)
  const broken = dyingWith('unknown flag: --colour')
  await assert.rejects(launch(broken.processes, files, component), /unknown flag/)
  assert.deepEqual([taken.tried.length, broken.tried.length], [1, 1])
})

it('one that is not built is named', async () => {
  await assert.rejects(launch(dyingWith().processes, new Map(), component), /sleeper is not built: run npm run cluster/)
})
