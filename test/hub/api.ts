/** The Hub's API, as a service with a token of its own asks it. */
import { progressOf } from './progress.ts'

export interface HubApi {
  /** The version of the hub. */
  version(): Promise<string>
  users(...names: readonly string[]): Promise<void>
  /**
   * Asks for a user's server, and waits until the hub says that it is ready.
   * @param options as the options form gives them
   * @returns how long that took, in ms
   * @throws what the hub says, when it refuses or the spawn fails
   */
  spawn(user: string, options?: object): Promise<number>
  /** Takes the user's server away. */
  leave(user: string): Promise<void>
}

/** @param base with `/hub/api` */
export function hubApi(base: string, token: string): HubApi {
  async function ask(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }

  return {
    version: async () => ((await (await ask('GET', '/')).json()) as { readonly version: string }).version,
    users: async (...usernames) => {
      await ask('POST', '/users', { usernames })
    },
    spawn: async (user, options = {}) => {
      const startMs = performance.now()
      await ask('POST', `/users/${user}/server`, options)
      const { body } = await ask('GET', `/users/${user}/server/progress`)
      const told: string[] = []
      for await (const event of progressOf(body ?? [])) {
        if (event.ready) return performance.now() - startMs
        told.push(event.message ?? '')
        if (event.failed) break
      }
      throw new Error(`the server of ${user} did not start: ${told.join(' / ')}`)
    },
    leave: async (user) => {
      await ask('DELETE', `/users/${user}/server`)
    },
  }
}
