/** `npm run cluster:build`: builds what the control plane of the tests and its hub lack, and says where they are. */
import { buildHubPython } from '../hub/programs/hub-python.ts'
import { buildControlPlane } from './programs/control-plane.ts'

try {
  const files = await buildControlPlane()
  process.stdout.write(`the control plane is ready: ${files.size} files, e.g. ${files.get('kube-apiserver')}\n`)
  process.stdout.write(`the hub is ready: ${await buildHubPython()}\n`)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
