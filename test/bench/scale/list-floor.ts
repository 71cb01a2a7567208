/** The floor of a start, a process of its own: all pages of nodes and pods, one after another, read with JSON.parse and forgotten. */
import { Agent, get } from 'node:https'

export interface ListFloorAsked {
  readonly port: number
  readonly ca: string
}

/** ms. */
export interface ListFloor {
  readonly tookMs: number
  readonly parseMs: number
  readonly cpuMs: number
  readonly items: number
}

const LIMIT = 500

process.once('disconnect', () => process.exit(0))
process.once('message', async (asked: ListFloorAsked) => process.send?.(await measure(asked)))

async function measure({ port, ca }: ListFloorAsked): Promise<ListFloor> {
  const agent = new Agent({ ca, keepAlive: true })
  const [startMs, cpu] = [performance.now(), process.cpuUsage()]
  let [parseMs, items] = [0, 0]
  for (const path of ['/api/v1/nodes', '/api/v1/pods'])
    for (let token: string | undefined = ''; token !== undefined; ) {
      const text = await read(new URL(`https://localhost:${port}${path}?limit=${LIMIT}&continue=${token}`), agent)
      const beforeMs = performance.now()
      const page = JSON.parse(text) as { items: readonly unknown[]; metadata: { continue?: string } }
      parseMs += performance.now() - beforeMs
      items += page.items.length
      token = page.metadata.continue
    }
  const { user, system } = process.cpuUsage(cpu)
  agent.destroy()
  return { tookMs: performance.now() - startMs, parseMs, cpuMs: (user + system) / 1000, items }
}

const read = (url: URL, agent: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString()))
      response.on('error', reject)
    }).on('error', reject)
  })
