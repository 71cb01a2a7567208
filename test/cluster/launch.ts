/** Brings one program of the control plane up: draws ports, starts it, waits until it is ready. */
import { existsSync, readFileSync } from 'node:fs'
import { api } from './api.ts'
import type { Component, Health } from './components.ts'
import { eventually } from './poll.ts'
import { freePort } from './ports.ts'
import type { Processes } from './processes.ts'
import type { Files } from './programs/control-plane.ts'

const attempts = 5
const readyWithinMs = 60_000

/** A program that runs: its ports in the component's order, and a promise that rejects when it ends unasked. */
export interface Launched {
  readonly ports: readonly number[]
  readonly died: Promise<never>
}

/**
 * Starts a component and waits for its health. Without `fixedPorts` it draws others and tries again when somebody else
 * was faster on one. Rejects with the end of the component's log when it dies.
 */
export async function launch(
  processes: Processes,
  files: Files,
  component: Component,
  fixedPorts?: readonly number[],
): Promise<Launched> {
  const command = files.get(component.name)
  if (command === undefined) throw new Error(`${component.name} is not built: run npm run cluster:build`)
  for (let attempt = 1; ; attempt++) {
    const ports = fixedPorts ?? (await Promise.all(Array.from({ length: component.ports }, freePort)))
    const env = { PATH: process.env.PATH ?? '', HOME: processes.directory, ...component.env }
    const { name, args, health } = component
    const { died } = await processes.start({ name, command, args: args(...ports), env })
    try {
      if (health !== undefined) await isReady(name, health(...ports), died)
      return { ports, died }
    } catch (error) {
      await processes.kill(name)
      const taken = fixedPorts === undefined && /address already in use/i.test((error as Error).message)
      if (!taken || attempt === attempts) throw error
    }
  }
}

function isReady(name: string, { url, caFile }: Health, died: Promise<never>): Promise<unknown> {
  const check = caFile === undefined ? async () => (await fetch(url)).ok : () => answers(url, caFile)
  return eventually(`${name} to be ready`, check, { withinMs: readyWithinMs, everyMs: 50, unless: died })
}

async function answers(url: string, caFile: string): Promise<boolean> {
  if (!existsSync(caFile)) return false
  const client = api(url, readFileSync(caFile), '')
  try {
    await client.text('GET', url)
    return true
  } finally {
    client.close()
  }
}
