/** What open status pages cost the process that serves them: fifty, beside none, in turn, while something happens every second. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { median } from '../statistics.ts'
import type { PageCost } from './process.ts'
import { openPage, type Reader } from './reader.ts'

const READERS = 50
/** After pages were opened, and closed. */
const SETTLES_MS = 3000

export interface Pages {
  readonly readers: number
  /** Of a core, in ms a second: medians of the rounds. */
  readonly open: number
  readonly floor: number
  /** Medians. */
  readonly pageBytes: number
  readonly updateBytes: number
  /** Of one reader in a second. */
  readonly updatesASecond: number
}

/** @param rounds of each side, so long each */
export async function measurePages(rounds: number, roundMs: number): Promise<Pages> {
  const child = fork(fileURLToPath(import.meta.resolve('./process.ts')), { execArgv: [] })
  const died = once(child, 'exit').then(() => Promise.reject(new Error('the page ended; it says why above')))
  died.catch(() => undefined)
  await Promise.race([once(child, 'message'), died])
  const cost = async () => {
    child.send('cost')
    const [told] = (await Promise.race([once(child, 'message'), died])) as [PageCost]
    return told
  }
  /** ms of CPU a second */
  const round = async () => {
    const [before, startMs] = [(await cost()).cpuMs, performance.now()]
    await delay(roundMs)
    return ((await cost()).cpuMs - before) / ((performance.now() - startMs) / 1000)
  }
  const { url } = await cost()
  const found = { open: [] as number[], floor: [] as number[] }
  const [pages, updates]: [number[], number[]] = [[], []]
  for (let at = 0; at < rounds; at += 1) {
    await delay(SETTLES_MS)
    found.floor.push(await round())
    const readers: Reader[] = await Promise.all(Array.from({ length: READERS }, () => openPage(url)))
    await delay(SETTLES_MS)
    found.open.push(await round())
    for (const { bytes, close } of readers) {
      pages.push(bytes.page)
      updates.push(...bytes.updates)
      close()
    }
  }
  child.disconnect()
  const seconds = (rounds * (roundMs + SETTLES_MS)) / 1000
  return {
    readers: READERS,
    open: median(found.open),
    floor: median(found.floor),
    pageBytes: median(pages),
    updateBytes: median(updates),
    updatesASecond: updates.length / READERS / seconds,
  }
}
