/** An open status page, as a browser has it: hears of news, and asks for what is new to it. */
import { Agent, get, type IncomingMessage } from 'node:http'

export interface Reader {
  /** Of the page when it was opened, and of all updates since. */
  readonly bytes: { readonly page: number; readonly updates: readonly number[] }
  close(): void
}

export async function openPage(url: string): Promise<Reader> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const parts = new Map<string, string>()
  const updates: number[] = []
  const fetched = async (path: string) => {
    const text = await textOf(`${url}${path}`, agent)
    for (const [, id = '', hash = ''] of text.matchAll(/data-part="([^"]*)" data-hash="([^"]*)"/g)) parts.set(id, hash)
    return Buffer.byteLength(text)
  }
  const page = await fetched('')
  let isBusy = false
  const stream = get(`${url}status/events`, { agent: false }, (response) => {
    response.setEncoding('utf8').on('data', (text: string) => {
      if (isBusy || !text.includes('event: news')) return
      isBusy = true
      const has = [...parts].map(([id, hash]) => `${id}:${hash}`).join()
      const news = fetched(`status/parts?has=${encodeURIComponent(has)}`)
      // A page that is closed meanwhile gets no answer.
      void news
        .then((bytes) => updates.push(bytes))
        .catch(() => undefined)
        .finally(() => {
          isBusy = false
        })
    })
    response.on('error', () => undefined)
  })
  stream.on('error', () => undefined)
  return {
    bytes: { page, updates },
    close: () => {
      stream.destroy()
      agent.destroy()
    },
  }
}

const textOf = (url: string, agent: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (response: IncomingMessage) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (more: string) => {
        text += more
      })
      response.on('end', () => resolve(text))
      response.on('error', reject)
    }).on('error', reject)
  })
