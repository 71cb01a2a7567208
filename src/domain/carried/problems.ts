import type { PodsView } from '../cluster/occupancy.ts'
import type { Pod } from '../cluster/pod.ts'
import type { ImageTrouble } from '../images/trouble.ts'
import { compare } from '../order.ts'
import { type Problem, problem } from '../problem.ts'
import { sayPlainly } from '../say.ts'

/** A registry may answer with a page. */
const LONGEST_SAID = 300

/** Images that placeholders of a pool cannot bring, each once, with what the registry or the kubelet says. */
export function imageProblems(pool: string, { carriers }: Pick<PodsView, 'carriers'>): Problem[] {
  const own = [...carriers.values()].flat().filter(({ poolLabel }) => poolLabel === pool)
  const troubles = own.flatMap((pod): Found[] => {
    const trouble = troubleOf(pod)
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

const troubleOf = ({ imageTrouble, runTrouble }: Pod): ImageTrouble | undefined => imageTrouble ?? runTrouble

function say(all: readonly Found[]): string {
  const [{ trouble, node }] = all.toSorted((a, b) => compare(a.node, b.node)) as [Found, ...Found[]]
  const { image = 'an image', reason, message = '' } = trouble
  const where = all.length === 1 ? node : `${node} and ${all.length - 1} more`
  const words = message === '' ? reason : `${reason}, ${sayPlainly(message).trim().slice(0, LONGEST_SAID)}`
  return `${image} does not get to ${where}, so who comes there waits for it: ${words}`
}
