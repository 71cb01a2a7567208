/** Loaded before a program (`node --import`): its CPU, in ms, goes into the file that WARMSEATS_BENCH_CPU names as it ends. */
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  writeFileSync(process.env.WARMSEATS_BENCH_CPU, String((user + system) / 1000))
})
