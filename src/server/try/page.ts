import type { Draft, WrongFields } from '../../domain/trial/draft.ts'
import type { Tried } from '../../domain/trial/trial.ts'
import { html, type Markup, trusted } from '../../markup/markup.ts'
import { iconOf } from '../page/icon.ts'
import { sayZone } from '../page/times.ts'
import { answer } from './answer.ts'
import { tryForm } from './form.ts'
import { TRY_STYLE } from './style.ts'

export interface TryPageInput {
  readonly namespace: string
  /** IANA, or `utc`. */
  readonly zone: string
  readonly pools: readonly string[]
  readonly draft: Draft
  readonly wrong?: WrongFields
  readonly tried?: Tried | undefined
  /** Why nothing can be tried now. */
  readonly because?: string
  readonly nowMs: number
}

/** The page of `/try`: a form, and below it what comes of what was sent. It has no script. */
export function tryPage({ namespace, zone, pools, draft, wrong = {}, tried, because, nowMs }: TryPageInput): string {
  const answered = tried ? answer(tried, { zone, nowMs }) : whyNot(wrong, because)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Try an event · Warmseats in ${namespace}</title>
<link rel="icon" href="${iconOf(tried ? 'well' : 'waiting')}">
<style>${trusted(TRY_STYLE)}</style>
</head>
<body>
<header>
<h1>Try an event <span class="soft">Warmseats in ${namespace}</span></h1>
<p><a href="./">Status page</a></p>
</header>
<main>
${tryForm({ draft, wrong, pools, zone: sayZone(zone) })}
${answered}
</main>
</body>
</html>
`.markup
}

function whyNot(wrong: WrongFields, because: string | undefined): Markup | undefined {
  const text = because ?? (Object.keys(wrong).length > 0 ? Object.values(wrong).join(' ') : undefined)
  if (text === undefined) return undefined
  return html`<section id="top" class="bad" aria-label="Answer"><p class="verdict">${text}</p></section>`
}
