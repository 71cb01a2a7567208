import { type Memory, NO_MEMORY } from './memory.ts'

/** The key of the state ConfigMap's data that holds the memory, and the one that holds the last good config. */
export const MEMORY_KEY = 'memory.json'
export const CONFIG_KEY = 'config.yaml'

const VERSION = 1

export const memoryToJson = (memory: Memory): string => JSON.stringify({ version: VERSION, ...memory })

/**
 * Reads a memory that this or another version wrote. What is not understood is forgotten: a node is then judged from
 * what the API says of it, and the observed replicas seed the fall window.
 * @returns undefined when nothing can be used
 */
export function memoryFromJson(text: string | undefined): Memory | undefined {
  if (!text) return undefined
  try {
    const { version, ...memory } = JSON.parse(text) as { version?: unknown } & Partial<Memory>
    return version === VERSION ? { ...NO_MEMORY, ...memory } : undefined
  } catch {
    return undefined
  }
}
