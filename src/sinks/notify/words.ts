import type { Notice } from '../../domain/notify/notice.ts'

/** Which of all programs speaks. */
export interface Sender {
  /** Of the release. */
  readonly namespace: string
  /** Of this process among its replicas. */
  readonly identity: string
}

const STATE_WORDS: Readonly<Record<Notice['state'], string>> = { begun: '', over: 'Over: ', told: '' }

/** What stands first, and alone where there is no room for more. */
export const headlineOf = ({ state, headline }: Notice, { namespace }: Sender): string =>
  `Warmseats in ${namespace}: ${STATE_WORDS[state]}${headline}`

/** As every wire takes it; a calendar's titles and an autoscaler's words may have any length. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`
