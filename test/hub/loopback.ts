/**
 * Addresses for pods on which this machine can listen: Linux answers on all of 127.0.0.0/8. Each cluster takes a range of its
 * own, and keeps it by a listener on its last address.
 */
import { createServer, type Server } from 'node:net'

/** Second byte of the ranges that are drawn from: 127.0 is everybody's. */
const [LOWEST, HIGHEST] = [16, 250]
/** As kubespawner has it for users' servers. */
const PORT = 8888

export interface LoopbackRange {
  /** For `startCluster({podCidr})`. */
  readonly cidr: string
  release(): Promise<void>
}

/** Takes a range that no other cluster of these tests has. */
export async function loopbackRange(): Promise<LoopbackRange> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const second = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST + 1))
    const keeper = await listen(`127.${second}.255.254`)
    if (keeper) {
      const release = () => new Promise<void>((released) => keeper.close(() => released()))
      return { cidr: `127.${second}.0.0/16`, release }
    }
  }
  throw new Error('no free range of addresses on loopback: is this Linux, and are fewer than 200 clusters running?')
}

/** Whether there is more than 127.0.0.1. */
export async function loopbackRangeIsHere(): Promise<boolean> {
  const server = await listen('127.255.255.1', 0)
  server?.close()
  return server !== undefined
}

function listen(address: string, port = PORT): Promise<Server | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined))
    server.listen(port, address, () => resolve(server))
  })
}
