import { carriersOf } from '../cluster/carriers.ts'
import type { PodsView } from '../cluster/occupancy.ts'
import type { Pod } from '../cluster/pod.ts'
import { fullName } from '../images/names.ts'
import { NO_PULLS, type Pulls } from '../images/pulls.ts'
import type { ImageTrouble } from '../images/trouble.ts'
import { compare } from '../order.ts'
import { type Problem, problem } from '../problem.ts'
import { sayPlainly } from '../say.ts'

/** A registry may answer with a page. */
const LONGEST_SAID = 300
/** Of a longer one as much of its beginning is said; the kubelet names the image again and again, and the cause at the end. */
const BEGINNING = 120

/**
 * Images that placeholders of a pool cannot bring, each once, with what the registry or the kubelet says.
 * @param before what they brought when this was last decided
 */
export function imageProblems(
  pool: string,
  { carriers }: Pick<PodsView, 'carriers'>,
  before: Pulls = NO_PULLS,
): Problem[] {
  const known = new Set(before.images.flatMap(({ image, isBare }) => (isBare ? [fullName(image)] : [])))
  const troubles = carriersOf(pool, carriers).flatMap((pod): Found[] => {
    const trouble = troubleOf(pod, known)
    return trouble
      ? [{ trouble, node: pod.nodeName ?? '', key: `${trouble.image} ${trouble === pod.imageTrouble}` }]
      : []
  })
  return [...Map.groupBy(troubles, ({ key }) => key).values()].map((all) =>
    problem(`nodePools.${pool}.userImages`, say(all)),
  )
}

interface Found {
  readonly trouble: ImageTrouble
  readonly node: string
  /** The same image, and the same kind of trouble. */
  readonly key: string
}

/** One that has no shell is brought another way next, and is in trouble only if that fails too. */
function troubleOf({ imageTrouble, runTrouble }: Pod, bare: ReadonlySet<string>): ImageTrouble | undefined {
  if (imageTrouble) return imageTrouble
  return bare.has(fullName(runTrouble?.image ?? '')) ? runTrouble : undefined
}

function say(all: readonly Found[]): string {
  const [{ trouble, node }] = all.toSorted((a, b) => compare(a.node, b.node)) as [Found, ...Found[]]
  const { image = 'an image', reason, message = '' } = trouble
  const where = all.length === 1 ? node : `${node} and ${all.length - 1} more`
  const words = message === '' ? reason : `${reason}, ${shortened(sayPlainly(message).trim())}`
  return `${image} does not get to ${where}, so who comes there waits for it: ${words}`
}

/** Between words, where there are any. */
function shortened(words: string): string {
  if (words.length <= LONGEST_SAID) return words
  const beginning = words.slice(0, BEGINNING).replace(/\s+\S*$/, '')
  return `${beginning} … ${words.slice(BEGINNING - LONGEST_SAID).replace(/^\S*\s+/, '')}`
}
