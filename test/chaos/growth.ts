/** Whether a process grows while faults come and go: of the one that lived longest, the first and the last third. */
import { median } from '../bench/statistics.ts'
import type { ProcessSize } from './process.ts'
import type { Result, Size } from './result.ts'

export interface Growth {
  readonly said: string
  readonly isFlat: boolean
}

/** Fewer faults say nothing. */
const LEAST_FAULTS = 9
/** A heap that is not full yet grows a little; a leak goes on. */
const MOST = { factor: 1.3, descriptors: 10 }

export function growthOf(results: readonly Result[]): Growth {
  const lives = Map.groupBy(
    results.flatMap(({ sizes }) => sizes),
    ({ pid }) => pid,
  )
  const [longest = []] = [...lives.values()].sort((a, b) => b.length - a.length)
  if (longest.length < LEAST_FAULTS) return { said: 'No process lived long enough to see it grow.', isFlat: true }
  const third = Math.floor(longest.length / 3)
  const [first, last] = [middle(longest.slice(0, third)), middle(longest.slice(-third))]
  return {
    said: `The process that lived longest went through ${longest.length} faults: ${say(first)} in the first third of them, ${say(last)} in the last.`,
    isFlat: last.rssMiB <= first.rssMiB * MOST.factor && last.descriptors <= first.descriptors + MOST.descriptors,
  }
}

const middle = (sizes: readonly Size[]): ProcessSize => ({
  rssMiB: median(sizes.map(({ rssMiB }) => rssMiB)),
  descriptors: median(sizes.map(({ descriptors }) => descriptors)),
})

const say = ({ rssMiB, descriptors }: ProcessSize) => `${rssMiB.toFixed(0)} MiB and ${descriptors} descriptors`
