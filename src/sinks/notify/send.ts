import type { Message } from '../../domain/notify/message.ts'
import type { NotifyTarget } from '../../domain/settings/notify-target.ts'
import { mail } from './email.ts'
import { post } from './post.ts'
import { readSecret } from './read-secret.ts'
import { slackBody } from './slack.ts'
import { teamsBody } from './teams.ts'
import { idOf, signed, webhookBody } from './webhook.ts'
import type { Sender } from './words.ts'

export interface SendDeps {
  /** The folder in which each Secret that the config names is mounted as a folder. */
  readonly secrets: string | undefined
  readonly sender: Sender
  /** Epoch ms. */
  readonly now: () => number
}

/** One try. Rejects with NotDelivered when it was not taken. */
export type Send = (target: NotifyTarget, message: Message) => Promise<void>

export const sending =
  ({ secrets, sender, now }: SendDeps): Send =>
  async (target, message) => {
    const { name, key } = target.secret
    const address = await readSecret(secrets, name, key)
    const { notice } = message
    switch (target.type) {
      case 'slack':
        return post(address, JSON.stringify(slackBody(notice, sender)))
      case 'teams':
        return post(address, JSON.stringify(teamsBody(notice, sender)))
      case 'email':
        return mail(address, target, message, sender)
      case 'webhook': {
        const body = JSON.stringify(webhookBody(notice, sender))
        const { signingKey } = target
        const signature =
          signingKey === undefined
            ? {}
            : signed(body, idOf(notice, sender), await readSecret(secrets, name, signingKey), now())
        return post(address, body, signature)
      }
    }
  }
