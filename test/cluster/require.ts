/** Whether tests on the real control plane can run here. */
import { buildControlPlane, type Files } from './programs/control-plane.ts'

/** The files, or why the tests are to be skipped: `test(name, { skip }, …)` takes `skip` as it is. */
export type ControlPlane = { readonly skip: false; readonly files: Files } | { readonly skip: string }

let asked: Promise<ControlPlane> | undefined

/**
 * Builds what is missing of the control plane. Where that fails, a developer's tests are skipped with the reason; with
 * `CI=true` it throws, so that a run without this tier is never taken for a complete one.
 */
export function controlPlane(): Promise<ControlPlane> {
  asked ??= buildControlPlane().then(
    (files) => ({ skip: false, files }),
    (error: Error) => {
      if (process.env.CI === 'true') throw new Error(`CI needs the real control plane: ${error.message}`)
      return { skip: `no control plane here: ${error.message}` }
    },
  )
  return asked
}
