import { sayDuration } from '../../domain/duration.ts'
import { sayCount, sayPlainly } from '../../domain/say.ts'
import type { Brought } from './bring.ts'
import type { Standing, Troubled } from './turn.ts'

/** A registry may answer with a page. */
const LONGEST_SAID = 300
const MOST_NODES = 20

/** How it stands, for who waits: `4 of 14 nodes have the images, 5 pull, 1 is in trouble`. */
export function sayStanding({ had, came, pulling, troubled, open }: Standing): string {
  const have = had.length + came.length
  const all = have + pulling.length + troubled.length + open.length
  return [
    `${have} of ${sayCount(all, 'node')} ${have === 1 ? 'has' : 'have'} the images`,
    ...(pulling.length > 0 ? [`${pulling.length} pull`] : []),
    ...(troubled.length > 0 ? [`${troubled.length} in trouble`] : []),
  ].join(', ')
}

/** `n3: quay.io/hub/data8:2 ImagePullBackOff, … 401 Unauthorized` */
export const sayTrouble = ({ node, trouble }: Troubled): string => `${node}: ${wordsOf(trouble)}`

function wordsOf({ image, reason, message }: Troubled['trouble']): string {
  const words = message === undefined ? '' : `, ${sayPlainly(message).trim().slice(0, LONGEST_SAID)}`
  return `${image === undefined ? '' : `${image} `}${reason}${words}`
}

const ENDS: Readonly<Record<Brought['end'], string>> = {
  done: '',
  'in vain': '; nobody gets it any more, so no more was tried',
  timeout: '; the time is over (--timeout)',
  interrupted: '; interrupted',
}

/** What became of the nodes. @param tookMs how long it took */
export function sayBrought({ standing, end, leftOut }: Brought, images: readonly string[], tookMs: number): string[] {
  const troubles = Map.groupBy(standing.troubled, ({ trouble }) => wordsOf(trouble))
  const reasons = Map.groupBy(leftOut, ({ because }) => because)
  return [
    `${images.join(', ')}: ${sayStanding(standing)} after ${sayDuration(tookMs)}${ENDS[end]}`,
    ...[...troubles].map(([words, all]) => `  not on        ${sayNodes(all.map(({ node }) => node))}: ${words}`),
    ...(standing.pulling.length > 0 ? [`  still pulled  ${sayNodes(standing.pulling)}`] : []),
    ...(standing.open.length > 0 ? [`  not begun     ${sayNodes(standing.open)}`] : []),
    ...[...reasons].map(([because, all]) => `  left out      ${sayNodes(all.map(({ node }) => node))}: ${because}`),
  ]
}

function sayNodes(names: readonly string[]): string {
  const more = names.length - MOST_NODES
  return `${names.slice(0, MOST_NODES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
