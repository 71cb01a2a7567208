import type { AnyBlock, RichTextBlock, RichTextElement } from '@slack/types'
import type { Notice } from '../../domain/notify/notice.ts'
import { cut, headlineOf, type Sender } from './words.ts'

/** What a Slack webhook takes. */
export interface SlackBody {
  /** For notifications and screen readers. */
  readonly text: string
  readonly blocks: readonly AnyBlock[]
}

/** Slack takes 3,000 characters in a text; a message is to be read at a glance anyway. */
const LONGEST = 2000

/**
 * As rich text, which is shown as it is: in mrkdwn a title such as `<!channel>` would call everybody. Only `text` is mrkdwn, and
 * escaped as Slack asks for (https://docs.slack.dev/messaging/formatting-message-text).
 */
export function slackBody(notice: Notice, sender: Sender): SlackBody {
  const { lines, doings } = notice
  const headline = cut(headlineOf(notice, sender), LONGEST)
  const blocks: RichTextBlock[] = [
    { type: 'rich_text', elements: [section([{ type: 'text', text: headline, style: { bold: true } }])] },
    ...(lines.length > 0 ? [listOf(lines)] : []),
    ...doings.map(
      ({ text, copy }): RichTextBlock => ({
        type: 'rich_text',
        elements: [
          section([{ type: 'text', text: `What can be done: ${cut(text, LONGEST)}` }]),
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: cut(copy, LONGEST) }] },
        ],
      }),
    ),
  ]
  return { text: escaped(headline), blocks }
}

const section = (elements: RichTextElement[]): RichTextBlock['elements'][number] => ({
  type: 'rich_text_section',
  elements,
})

const listOf = (lines: readonly string[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_list',
      style: 'bullet',
      elements: lines.map((text) => ({
        type: 'rich_text_section',
        elements: [{ type: 'text', text: cut(text, LONGEST) }],
      })),
    },
  ],
})

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
