import type { IAdaptiveCard, IRichTextBlock, ITextRun } from '@microsoft/teams.cards'
import type { Notice } from '../../domain/notify/notice.ts'
import { cut, headlineOf, type Sender } from './words.ts'

/** What a workflow of Teams takes that begins "when a Teams webhook request is received". */
export interface TeamsBody {
  readonly type: 'message'
  readonly attachments: readonly [
    { readonly contentType: 'application/vnd.microsoft.card.adaptive'; readonly content: IAdaptiveCard },
  ]
}

/** A card may have 28 KB in all. */
const LONGEST = 800

const COLOURS = { begun: 'Attention', over: 'Good', told: 'Default' } as const

/** As runs of text: a TextBlock would read markdown out of a title, and make a link of it. */
export function teamsBody(notice: Notice, sender: Sender): TeamsBody {
  const headline: ITextRun = { ...run(headlineOf(notice, sender)), weight: 'Bolder', color: COLOURS[notice.state] }
  const content: IAdaptiveCard = {
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block([headline]),
      ...notice.lines.map((line) => block([run(line)])),
      ...notice.doings.flatMap(({ text, copy }) => [
        block([run(`What can be done: ${text}`)]),
        block([{ ...run(copy), fontType: 'Monospace' }]),
      ]),
    ],
  }
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] }
}

const block = (inlines: ITextRun[]): IRichTextBlock => ({ type: 'RichTextBlock', inlines })

/** `{{DATE(…)}}` is reckoned in every text of a card. */
const run = (text: string): ITextRun => ({ type: 'TextRun', text: cut(text, LONGEST).replaceAll('{{', '{\u200b{') })
