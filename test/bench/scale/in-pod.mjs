/**
 * Loaded before the program (`node --import`): it finds a ServiceAccount's token where the kubelet mounts one, and so starts as in a
 * pod, whatever its revision. The files are in the folder that WARMSEATS_BENCH_ACCOUNT names.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const MOUNTED = '/var/run/secrets/kubernetes.io/serviceaccount'
const folder = process.env.WARMSEATS_BENCH_ACCOUNT

const led = (path) =>
  typeof path === 'string' && path.startsWith(MOUNTED) ? folder + path.slice(MOUNTED.length) : path
for (const name of ['existsSync', 'readFileSync', 'statSync']) {
  const original = fs[name]
  fs[name] = (path, ...rest) => original(led(path), ...rest)
}
syncBuiltinESMExports()
