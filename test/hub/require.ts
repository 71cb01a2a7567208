/** Whether tests with a real hub can run here. */
import { buildHubPython } from './programs/hub-python.ts'

/** The Python of the hub, or why the tests are to be skipped: `test(name, { skip }, …)` takes `skip` as it is. */
export type HubPython = { readonly skip: false; readonly python: string } | { readonly skip: string }

let asked: Promise<HubPython> | undefined

/**
 * Installs what is missing of JupyterHub. Where that fails, a developer's tests are skipped with the reason; with `CI=true`
 * it throws, so that a run without a hub is never taken for a complete one.
 */
export function hubPython(): Promise<HubPython> {
  asked ??= buildHubPython().then(
    (python) => ({ skip: false, python }),
    (error: Error) => {
      if (process.env.CI === 'true') throw new Error(`CI needs a real hub: ${error.message}`)
      return { skip: `no JupyterHub here: ${error.message}` }
    },
  )
  return asked
}
