/** `npm run cluster:build`: builds what the control plane of the tests lacks, and says where it is. */
import { buildControlPlane } from './programs/control-plane.ts'

try {
  const files = await buildControlPlane()
  process.stdout.write(`the control plane is ready: ${files.size} files, e.g. ${files.get('kube-apiserver')}\n`)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
